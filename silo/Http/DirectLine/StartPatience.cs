namespace Conversations.Silo.Http.DirectLine;

/// <summary>
/// Opens a conversation even while the journal is short of breath: an error on start is final for Web Chat, waiting is not.
/// Opening is safe to repeat.
/// </summary>
internal sealed class StartPatience(TimeProvider time)
{
    /// <summary>Less than the 20 s that clients wait.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public async Task<Receipt> Open(IConversationGrain grain, OpenConversation command, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + Longest;
        while (true)
        {
            try
            {
                return await grain.Open(command);
            }
            catch (Exception e) when (e is JournalOverloadedException or JournalUnavailableException && time.GetUtcNow() < until)
            {
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }
}
