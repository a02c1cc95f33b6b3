using Conversations.Accounts;
using Conversations.Routing;
using Conversations.Storage;
using Microsoft.Extensions.Logging;

namespace Conversations.Bots;

/// <summary>
/// A conversation is written down before its bot is first asked, together with all others that come meanwhile, and never again for
/// its later requests. What is stored may show too many, never too few: leaving is not written at once. Those that were stored by an
/// earlier activation are asked only when the bot has no room left.
/// </summary>
[Reentrant]
internal sealed partial class BotGrain(
    [PersistentState("bot")] IPersistentState<BotRoom> stored, IAccounts accounts, TimeProvider time, ILogger<BotGrain> log) : Grain, IBotGrain
{
    private RoutingKey _key;
    private BotHealth _health = BotHealth.Well;
    // With the number of its last entry: what a conversation said before that is out of date.
    private readonly Dictionary<string, long> _open = new(StringComparer.Ordinal);
    private Task _saving = Task.CompletedTask;
    private bool _isOffline;
    private long _entries;
    private long _changes;
    private long _saved;

    private BotConnector? Connector => accounts.Find(_key.Account)?.Bots.GetValueOrDefault(_key.Id)?.Connector;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = RoutingKey.Of(this);
        _isOffline = stored.State.Offline;
        _listeners = new(stored.State.Conversations);
        foreach (var conversation in stored.State.Conversations)
        {
            _open[conversation] = 0;
            _unasked.Add(conversation);
        }
        return Task.CompletedTask;
    }

    public Task<BotHealthView?> Read()
    {
        if (Connector is null) DeactivateOnIdle();
        return Task.FromResult(View());
    }

    public async Task<BotHealthView?> SetState(BotState state)
    {
        if (state is not (BotState.Online or BotState.Offline))
        {
            throw new ArgumentOutOfRangeException(nameof(state), state, "Set ONLINE or OFFLINE; interruptions come and go by themselves.");
        }
        if (Connector is null) return await Read();
        _health = BotHealth.Well;
        if (_isOffline != (state is BotState.Offline))
        {
            _isOffline = !_isOffline;
            await Save();
        }
        return View();
    }

    public async Task<BotAdmission> Enter(string conversation, bool needsAnswer)
    {
        if (Connector is not { } connector) return Refuse(BotFaults.ServiceInterruption, $"The account has no third-party bot '{_key.Id}' any more.");
        if (_isOffline) return Refuse(BotFaults.Offline, $"'{_key.Id}' is OFFLINE; an operator sets it ONLINE again.");
        if (_health.Admit(time.GetUtcNow(), needsAnswer) is not { } health) return Refuse(_health.Interruption!, _health.Detail ?? "The bot is interrupted.");
        _health = health;
        if (_open.ContainsKey(conversation))
        {
            _open[conversation] = ++_entries;
            return BotAdmission.Granted;
        }
        if (_open.Count >= connector.ConversationLimit) await AskThoseOfBefore();
        return _open.Count < connector.ConversationLimit
            ? await Add(conversation)
            : Refuse(BotFaults.ConversationLimit, $"'{_key.Id}' has {_open.Count} open conversations, and its limit is {connector.ConversationLimit}.");
    }

    public Task Report(BotReport report)
    {
        var before = _health.State;
        _health = _health.After(report, time.GetUtcNow());
        if (_health.State != before) LogState(log, _key.Account, _key.Id, before, _health.State, _health.Detail);
        return Task.CompletedTask;
    }

    public Task Release(string conversation) => _open.ContainsKey(conversation) ? Ask(conversation) : Task.CompletedTask;

    // Counted first and asked then: had it left before, it says so; if it leaves now, it tells, and is found here.
    private async Task<BotAdmission> Add(string conversation)
    {
        _open[conversation] = ++_entries;
        try
        {
            await Task.WhenAll(Save(), Ask(conversation));
        }
        catch
        {
            _open.Remove(conversation);
            throw;
        }
        return _open.ContainsKey(conversation)
            ? BotAdmission.Granted
            : Refuse(BotFaults.Transferred, "The bot no longer has the conversation.");
    }

    // One write at a time; each takes along all that has changed until it begins.
    private async Task Save()
    {
        var mine = ++_changes;
        while (_saved < mine)
        {
            if (!_saving.IsCompleted)
            {
                // A write that fails is told to whoever began it; the others try their own.
                await _saving.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }
            _saving = Write();
            await _saving;
        }
    }

    private async Task Write()
    {
        var upTo = _changes;
        await stored.WriteOrEnd(stored.State with { Offline = _isOffline, Conversations = [.. _open.Keys] }, DeactivateOnIdle);
        _saved = upTo;
    }

    private BotHealthView? View() => Connector is not { } connector ? null : new BotHealthView
    {
        Name = _key.Id,
        State = _isOffline ? BotState.Offline : _health.State,
        Detail = _health.Detail,
        Since = _health.Since,
        Failures = _health.Failures,
        OpenConversations = _open.Count,
        ConversationLimit = connector.ConversationLimit,
    };

    private static BotAdmission Refuse(string fault, string detail) => new() { Fault = fault, Detail = detail };
}
