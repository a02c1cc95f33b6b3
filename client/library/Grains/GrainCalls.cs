namespace Conversations.Client.Grains;

/// <summary>Calls grains, again where that is safe, and turns every failure into a <see cref="ConversationsException"/>.</summary>
internal sealed class GrainCalls(TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);
    private const int Attempts = 4;

    public Repetition Repetition { get; } = new(time, Attempts, FirstDelay, LongestDelay);

    /// <summary>Carries out a command; a refusal is thrown. Commands are recognised when they come again.</summary>
    public async Task<Receipt> Tell(Func<Task<Receipt>> command, CancellationToken cancellation)
    {
        var receipt = await Ask(command, cancellation);
        return receipt.Refusal is { } refusal ? throw new ConversationsException(refusal.Code, refusal.Detail) : receipt;
    }

    public Task<T> Ask<T>(Func<Task<T>> call, CancellationToken cancellation) => Repetition.Run(async ending =>
    {
        try
        {
            return await call().WaitAsync(ending);
        }
        catch (Exception e) when (Failure(e) is { } failure)
        {
            throw failure;
        }
    }, repeatable: true, cancellation);

    private static ConversationsException? Failure(Exception e) => e switch
    {
        JournalOverloadedException => new(RefusalCodes.Overloaded, "Nothing was changed; call again after a moment.", null, e),
        JournalUnavailableException => new(ClientErrorCodes.JournalUnavailable, e.Message, null, e) { OutcomeUnknown = true },
        TimeoutException => new(ClientErrorCodes.TimedOut, e.Message, null, e) { OutcomeUnknown = true },
        // Between silos: the connection is lost, or the activation moved while the call was on its way.
        OrleansException => new(ClientErrorCodes.Unreachable, e.Message, null, e) { OutcomeUnknown = true },
        _ => null,
    };
}
