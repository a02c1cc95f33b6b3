using Orleans.Storage;

namespace Conversations.Silo.Http;

/// <summary>
/// Calls conversations, again while the silo that had one is gone and no other has it yet: the caller notices a delay and no
/// error. Only for what is safe to repeat, and that is everything but a message without an id of its sender's.
/// </summary>
internal sealed class ConversationCalls(IGrainFactory grains, TimeProvider time)
{
    /// <summary>More than it takes to find a silo dead, less than the 20 s that Direct Line clients wait.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public Task<T> Call<T>(ConversationKey key, Func<IConversationGrain, Task<T>> call, CancellationToken cancellation) =>
        Repeat(Grain(key), call, IsBetweenSilos, cancellation);

    /// <summary>Says something; once when a repeat could not be told from a second message.</summary>
    public Task<Receipt> Publish(ConversationKey key, PublishMessage message, CancellationToken cancellation) => message.ClientMessageId is null
        ? Grain(key).Publish(message)
        : Call(key, grain => grain.Publish(message), cancellation);

    /// <summary>Opens a conversation even while the journal is short of breath: an error on start is final for Web Chat, waiting is not.</summary>
    public Task<Receipt> OpenPatiently(ConversationKey key, OpenConversation command, CancellationToken cancellation) =>
        Repeat(Grain(key), grain => grain.Open(command), e => IsBetweenSilos(e) || e is JournalOverloadedException or JournalUnavailableException, cancellation);

    private IConversationGrain Grain(ConversationKey key) => grains.GetGrain<IConversationGrain>(key.ToString());

    /// <summary>For what a repeat would do twice.</summary>
    public Task<T> CallOnce<T>(ConversationKey key, Func<IConversationGrain, Task<T>> call) => call(Grain(key));

    internal async Task<T> Repeat<TGrain, T>(TGrain grain, Func<TGrain, Task<T>> call, Func<Exception, bool> passes, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + Longest;
        while (true)
        {
            try
            {
                return await call(grain);
            }
            catch (Exception e) when (passes(e) && time.GetUtcNow() < until)
            {
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    /// <summary>The silo is gone or stopping, or another one had the conversation first; the next call finds where it is.</summary>
    public static bool IsBetweenSilos(Exception e) => e is OrleansMessageRejectionException or VersionConflictException or InconsistentStateException;
}
