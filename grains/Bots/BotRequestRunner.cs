using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Effects;

namespace Conversations.Bots;

/// <summary>Sends a request to a third-party bot: once, and again as often as the conversation allows. The activity id stays the same.</summary>
internal sealed class BotRequestRunner(IEnumerable<IBotConnector> connectors, IAccounts accounts, TimeProvider time)
{
    /// <summary>The waits before the second and the third try.</summary>
    internal static readonly ImmutableArray<TimeSpan> Pauses = [TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(1.5)];

    private readonly ImmutableArray<IBotConnector> _connectors = [.. connectors];

    public async Task<EffectOutcome> Run(
        ConversationKey conversation, BotRequest request, EffectOrder order, BotRequestGrains grains, CancellationToken cancellation)
    {
        if (accounts.Find(conversation.Account) is not { } account || account.Bots.GetValueOrDefault(request.Bot) is not { Connector: not null } bot)
        {
            return Failed(new BotAttempt { Fault = BotFaults.ServiceInterruption, Detail = $"The account has no third-party bot '{request.Bot}' any more." });
        }
        var repeat = new RepeatBotRequest { Key = request.Key };
        if (order.IsRepeat && (await grains.Conversation.Repeat(repeat)).Refusal is { } refusal)
        {
            return Failed(new BotAttempt { Fault = BotFaults.BotError, Detail = refusal.Detail });
        }
        if (await grains.Enter(grains.Bot) is { Fault: not null } closed) return Failed(new BotAttempt { Fault = closed.Fault, Detail = closed.Detail });
        var call = new BotCall { Conversation = conversation, Account = account, Bot = bot, Request = request, Facts = order.Facts!, Timeout = TimeSpan.Zero, IsRepeat = order.IsRepeat };
        var tried = await Try(call, () => grains.Conversation.Repeat(repeat with { UnlessAnswered = true }), cancellation);
        // Of one that was taken the conversation knows whether it is answered.
        if (tried.Fault is not null) await grains.Bot.Report(new BotReport { Fault = tried.Fault, Detail = tried.Detail });
        return tried.Fault is null ? new EffectOutcome { Succeeded = true, Status = tried.Status, Bot = tried.Answer } : Failed(tried);
    }

    // What came of the last try.
    private async Task<BotAttempt> Try(BotCall call, Func<Task<Receipt>> mayRepeat, CancellationToken cancellation)
    {
        var connector = _connectors.First(c => c.Kind == call.Bot.Connector!.Kind);
        for (var attempt = 0; ; attempt++)
        {
            var left = call.Request.AnswerBy - time.GetUtcNow();
            if (left <= TimeSpan.Zero) return new BotAttempt { Fault = BotFaults.TimedOut, Detail = $"'{call.Bot.Name}' did not answer in time." };
            var tried = await connector.Send(call with { Timeout = left }, cancellation);
            call = call with { IsRepeat = true, StatusBefore = tried.Status };
            if (tried.Fault is null || !tried.IsWorthRepeating || attempt >= Pauses.Length) return tried;
            var pause = tried.RetryAfter > Pauses[attempt] ? tried.RetryAfter.Value : Pauses[attempt];
            // It asks to be left alone for longer than anybody waits.
            if (time.GetUtcNow() + pause >= call.Request.AnswerBy) return tried;
            await Task.Delay(pause, time, cancellation);
            if ((await mayRepeat()).Refusal is not null) return tried;
        }
    }

    private static EffectOutcome Failed(BotAttempt attempt) => new()
    {
        Succeeded = false, Status = attempt.Status, Error = attempt.Fault, Detail = attempt.Detail, Bot = attempt.Answer,
    };
}

/// <summary>Whom a request needs: the conversation that it is of, and the bot that it goes to.</summary>
internal sealed record BotRequestGrains
{
    public required IConversationGrain Conversation { get; init; }
    public required IBotGrain Bot { get; init; }
    /// <summary>Asks the bot for admission, with some patience.</summary>
    public required Func<IBotGrain, Task<BotAdmission>> Enter { get; init; }
}
