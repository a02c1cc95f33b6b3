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
        ConversationKey conversation, BotRequest request, EffectOrder order, IGrainFactory grains, CancellationToken cancellation)
    {
        if (accounts.Find(conversation.Account) is not { } account || account.Bots.GetValueOrDefault(request.Bot) is not { Connector: { } connector } bot)
        {
            return Failed(new BotAttempt { Fault = BotFaults.ServiceInterruption, Detail = $"The account has no third-party bot '{request.Bot}' any more." });
        }
        var repeat = new RepeatBotRequest { Key = request.Key };
        var grain = grains.GetGrain<IConversationGrain>(conversation.ToString());
        if (order.IsRepeat && (await grain.Repeat(repeat)).Refusal is { } refusal) return GivenUp(refusal.Detail);
        int? before = null;
        for (var attempt = 0; ; attempt++)
        {
            var left = request.AnswerBy - time.GetUtcNow();
            if (left <= TimeSpan.Zero) return Failed(new BotAttempt { Fault = BotFaults.TimedOut, Detail = $"'{request.Bot}' did not answer in time." });
            var call = new BotCall
            {
                Conversation = conversation, Account = account, Bot = bot, Request = request, Facts = order.Facts!, Timeout = left,
                IsRepeat = order.IsRepeat || attempt > 0, StatusBefore = before,
            };
            var tried = await _connectors.First(c => c.Kind == connector.Kind).Send(call, cancellation);
            before = tried.Status;
            if (tried.Fault is null) return new EffectOutcome { Succeeded = true, Status = tried.Status, Bot = tried.Answer };
            if (!tried.IsWorthRepeating || attempt >= Pauses.Length) return Failed(tried);
            await Task.Delay(Pauses[attempt], time, cancellation);
            if ((await grain.Repeat(repeat)).Refusal is not null) return Failed(tried);
        }
    }

    private static EffectOutcome GivenUp(string detail) => Failed(new BotAttempt { Fault = BotFaults.BotError, Detail = detail });

    private static EffectOutcome Failed(BotAttempt attempt) => new()
    {
        Succeeded = false, Status = attempt.Status, Error = attempt.Fault, Detail = attempt.Detail, Bot = attempt.Answer,
    };
}
