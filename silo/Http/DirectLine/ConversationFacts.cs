using Conversations.Silo.Http.BotFramework;
using Microsoft.Extensions.Caching.Memory;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>What never changes about a conversation once it is open.</summary>
internal sealed record ConversationFacts(string ConsumerId, string? ConsumerName, string BotId, string? Locale)
{
    /// <summary>The sender of what no bot says.</summary>
    private const string Service = "system";

    public static ConversationFacts Of(ConversationView view) =>
        new(view.Consumer.Id, view.Consumer.Name, view.Bot?.Name ?? Service, view.Language);
}

/// <summary>Remembers facts, so that the message path asks a conversation for them once.</summary>
internal sealed class ConversationFactsCache(ConversationCalls conversations) : IDisposable
{
    private const int Limit = 20_000;
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = Limit });

    /// <exception cref="BotFrameworkFault">The conversation was never opened.</exception>
    public async ValueTask<ConversationFacts> Find(ConversationKey key)
    {
        if (_known.TryGetValue(key, out ConversationFacts? facts) && facts is not null)
        {
            return facts;
        }
        var view = await conversations.Call(key, grain => grain.Read(), CancellationToken.None) ?? throw DirectLineFault.NotFound();
        return Keep(key, view);
    }

    public ConversationFacts Keep(ConversationKey key, ConversationView view) =>
        _known.Set(key, ConversationFacts.Of(view), new MemoryCacheEntryOptions { Size = 1 });

    public void Dispose() => _known.Dispose();
}
