namespace Conversations.Client.Grains;

/// <summary>Calls grains, again where that is safe, and turns every failure into a <see cref="ConversationsException"/>.</summary>
internal sealed class GrainCalls(ClusterChanges cluster, TimeProvider time)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1);
    /// <summary>More than it takes to find a silo dead: the caller notices a delay and no error.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private const int Attempts = 4;

    public Repetition Repetition { get; } = new(time, Attempts, FirstDelay, LongestDelay) { Patience = Patience };

    /// <summary>Carries out a command; a refusal is thrown. Commands are recognised when they come again.</summary>
    public async Task<Receipt> Tell(Func<Task<Receipt>> command, CancellationToken cancellation)
    {
        var receipt = await Ask(command, cancellation);
        return receipt.Refusal is { } refusal ? throw new ConversationsException(refusal.Code, refusal.Detail) : receipt;
    }

    /// <summary>As <see cref="Tell"/>, for a command that a repeat would carry out again.</summary>
    public async Task<Receipt> TellOnce(Func<Task<Receipt>> command, CancellationToken cancellation)
    {
        var receipt = await Ask(command, repeatable: false, cancellation);
        return receipt.Refusal is { } refusal ? throw new ConversationsException(refusal.Code, refusal.Detail) : receipt;
    }

    public Task<T> Ask<T>(Func<Task<T>> call, CancellationToken cancellation) => Ask(call, repeatable: true, cancellation);

    private Task<T> Ask<T>(Func<Task<T>> call, bool repeatable, CancellationToken cancellation) => Repetition.Run(async ending =>
    {
        try
        {
            return repeatable ? await Answer(call, ending) : await call().WaitAsync(ending);
        }
        catch (Exception e) when (Failure(e) is { } failure)
        {
            throw failure;
        }
    }, repeatable, cancellation);

    // The engine does not tell that an answer was lost with its silo or gateway; it only times out, after 30 s. So what waits when one
    // goes is asked again at once.
    private async Task<T> Answer<T>(Func<Task<T>> call, CancellationToken ending)
    {
        while (true)
        {
            var change = cluster.Next;
            var answer = call();
            await Task.WhenAny(answer, change).WaitAsync(ending);
            if (answer.IsCompleted)
            {
                return await answer;
            }
            _ = answer.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private static ConversationsException? Failure(Exception e) => e switch
    {
        JournalOverloadedException => new(RefusalCodes.Overloaded, "Nothing was changed; call again after a moment.", null, e),
        // Two activations, of which the other wrote first; the next call goes to that one.
        VersionConflictException => new(RefusalCodes.Overloaded, "Nothing was changed; call again after a moment.", null, e),
        JournalUnavailableException => new(ClientErrorCodes.JournalUnavailable, e.Message, null, e) { OutcomeUnknown = true },
        TimeoutException => new(ClientErrorCodes.TimedOut, e.Message, null, e) { OutcomeUnknown = true },
        // Between silos: the connection is lost, or the activation moved while the call was on its way.
        OrleansException => new(ClientErrorCodes.Unreachable, e.Message, null, e) { OutcomeUnknown = true },
        _ => null,
    };
}
