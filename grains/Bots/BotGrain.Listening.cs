using System.Collections.Immutable;
using Conversations.Accounts;

namespace Conversations.Bots;

/// <summary>Who listens to what the bot says unasked.</summary>
internal sealed partial class BotGrain
{
    private BotListeners _listeners = new([]);

    public Task<ImmutableArray<string>> Listen(BotListening listening) => Task.FromResult<ImmutableArray<string>>(
        Connector is { Kind: BotConnectorKind.DirectLine, Proactive: true } ? _listeners.Hear(listening, _open.ContainsKey, time.GetUtcNow()) : []);
}
