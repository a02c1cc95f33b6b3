using System.Collections.Immutable;
using Conversations.Routing;

namespace Conversations.Bots;

/// <summary>Asking conversations whether the bot still has them.</summary>
internal sealed partial class BotGrain
{
    private const int AskedAtOnce = 50;

    private readonly HashSet<string> _unasked = new(StringComparer.Ordinal);
    private Task _asking = Task.CompletedTask;

    public async Task<BotConversationPage> List(string? after, int limit)
    {
        string[] some = [.. _open.Keys.Where(id => after is null || string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).Take(limit + 1)];
        var has = ImmutableArray.CreateBuilder<BotConversation>();
        foreach (var chunk in some.Take(limit).Chunk(AskedAtOnce))
        {
            var views = await Task.WhenAll(chunk.Select(Ask));
            has.AddRange(views.OfType<ConversationView>().Select(view => new BotConversation { Id = view.Id, Consumer = view.Consumer }));
        }
        return new BotConversationPage { Conversations = has.ToImmutable(), Next = some.Length > limit ? some[limit - 1] : null };
    }

    /// <summary>Asks a conversation whether it is the bot's, and no longer counts it when it is not: null then.</summary>
    private async Task<ConversationView?> Ask(string conversation)
    {
        var entry = _open.GetValueOrDefault(conversation);
        var view = await GrainFactory.GetGrain<IConversationGrain>(RoutingKey.Text(_key.Account, conversation)).Read();
        _unasked.Remove(conversation);
        var has = view is { State: ConversationState.Open, Bot: { } bot } && bot.Name == _key.Id;
        if (!has && _open.GetValueOrDefault(conversation) == entry) _open.Remove(conversation);
        return has ? view : null;
    }

    // Once at a time: whoever finds it running waits for it.
    private async Task AskThoseOfBefore()
    {
        if (_asking.IsCompleted) _asking = AskAll([.. _unasked]);
        await _asking;
    }

    private async Task AskAll(string[] conversations)
    {
        foreach (var some in conversations.Chunk(AskedAtOnce)) await Task.WhenAll(some.Select(TryAsk));
    }

    private async Task TryAsk(string conversation)
    {
        try
        {
            await Ask(conversation);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            LogNotAsked(log, _key.Account, _key.Id, conversation, fault);
        }
    }
}
