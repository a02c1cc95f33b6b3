using System.Collections.Immutable;
using System.Globalization;
using Conversations.Accounts;
using Conversations.Effects;

namespace Conversations.Webhooks;

/// <inheritdoc cref="IWebhookSenderGrain"/>
[StatelessWorker, Reentrant]
internal sealed class WebhookSenderGrain(
    IOutgoingHttp http, IAccounts accounts, WebhookRoom room, RunningEffects effects, TimeProvider time) : Grain, IWebhookSenderGrain
{
    private const int Gone = 410;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestResend = TimeSpan.FromSeconds(15);

    private string AccountId => this.GetPrimaryKeyString();

    public async Task<WebhookTry> Try(string conversation, WebhookDelivery delivery, bool isLast)
    {
        // Deleted, the webhook or the account: whoever did that wants no more of it.
        if (accounts.Find(AccountId) is not { } account || await Find(account, delivery.WebhookId) is not { } webhook) return Over(delivery.ToVersion);
        using var place = await room.Enter($"{AccountId}/{webhook.Id}", effects.GivenUp);
        if (place is null) return new() { IsCrowded = true };
        var parcel = await Pack(conversation, delivery);
        if (parcel.Body is null) return Over(parcel.ToVersion);
        if (!webhook.Enabled) return await Bury(conversation, delivery, parcel, "The webhook is switched off.", status: null);
        var answer = await Post(account, webhook, parcel);
        var delivered = answer.Status is >= 200 and <= 299;
        await Ledger(webhook.Id).Count(delivered ? 1 : 0, delivered ? 0 : 1);
        if (delivered) return Over(parcel.ToVersion, answer.Status);
        var error = answer.Detail ?? $"It answered {answer.Status}.";
        if (answer.Status is Gone) await GrainFactory.GetGrain<IWebhookRegistryGrain>(AccountId).Switch(webhook.Id, false);
        return isLast || answer.Status is Gone
            ? await Bury(conversation, delivery, parcel, answer.Status is Gone ? "It answered 410 Gone and was switched off." : error, answer.Status)
            : new() { Error = error };
    }

    public async Task<ResendReceipt> Resend(string webhook, long? number)
    {
        if (accounts.Find(AccountId) is not { } account || await GrainFactory.GetGrain<IWebhookRegistryGrain>(AccountId).Find(webhook) is not { } known)
        {
            return Refused(RefusalCodes.UnknownWebhook, $"There is no webhook '{webhook}' in this account; list them with GET webhooks.");
        }
        if (!known.Enabled) return Refused(RefusalCodes.WebhookDisabled, $"The webhook '{webhook}' is switched off; switch it on with PATCH first.");
        var dead = (await Ledger(webhook).Read()).DeadLetters;
        ImmutableArray<DeadLetter> asked = number is { } one ? dead.RemoveAll(l => l.Number != one) : dead;
        if (number is not null && asked.IsEmpty)
        {
            return Refused(RefusalCodes.UnknownDeadLetter, $"There is no dead letter {number} of '{webhook}'; list them with GET webhooks/{webhook}/dead-letters.");
        }
        var (delivered, error) = await SendAgain(account, known, asked);
        return new() { Delivered = delivered, Left = dead.Length - delivered, Error = error };
    }

    // In order, and no further than the first that is not taken: a later one of its conversation must not overtake it.
    private async Task<(int Delivered, string? Error)> SendAgain(Account account, Webhook webhook, ImmutableArray<DeadLetter> letters)
    {
        var until = time.GetUtcNow() + LongestResend;
        var delivered = 0;
        foreach (var letter in letters)
        {
            if (time.GetUtcNow() >= until) break;
            using var place = await room.Enter($"{AccountId}/{webhook.Id}", effects.GivenUp);
            if (place is null) return (delivered, $"{WebhookRoom.Size} requests to the webhook are under way; try again when they are done.");
            var parcel = await Pack(letter.Conversation, new WebhookDelivery
            {
                Key = letter.Key, StartedAt = letter.At, WebhookId = webhook.Id, FromVersion = letter.FromVersion, ToVersion = letter.ToVersion, Filter = webhook.Filter,
            });
            var answer = await Post(account, webhook, parcel);
            var taken = answer.Status is >= 200 and <= 299;
            await Ledger(webhook.Id).Count(taken ? 1 : 0, taken ? 0 : 1);
            if (!taken) return (delivered, answer.Detail ?? $"It answered {answer.Status}.");
            await Ledger(webhook.Id).Resent(letter.Number);
            delivered++;
        }
        return (delivered, null);
    }

    private Task<WebhookParcel> Pack(string conversation, WebhookDelivery delivery)
    {
        var key = new ConversationKey(AccountId, conversation);
        return WebhookParcel.Pack(GrainFactory.GetGrain<IConversationGrain>(key.ToString()), key, delivery);
    }

    // This server may not have heard of a webhook that the conversation's server knows.
    private async Task<Webhook?> Find(Account account, string id) =>
        account.Webhooks.FirstOrDefault(w => w.Id == id) ?? await GrainFactory.GetGrain<IWebhookRegistryGrain>(AccountId).Find(id);

    private Task<OutgoingAnswer> Post(Account account, Webhook webhook, WebhookParcel parcel)
    {
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        return http.Send(account, new OutgoingRequest
        {
            Method = "POST", Url = webhook.Url, Body = parcel.Body, Timeout = Timeout,
            Headers = ImmutableDictionary<string, string>.Empty
                .Add(WebhookSignature.DeliveryHeader, parcel.DeliveryId)
                .Add(WebhookSignature.TimestampHeader, timestamp.ToString(CultureInfo.InvariantCulture))
                .Add(WebhookSignature.Header, WebhookSignature.Of(webhook.Secret, timestamp, parcel.Body!)),
        }, effects.GivenUp);
    }

    private async Task<WebhookTry> Bury(string conversation, WebhookDelivery delivery, WebhookParcel parcel, string error, int? status)
    {
        await Ledger(delivery.WebhookId).Bury(new DeadLetter
        {
            Conversation = conversation, Key = delivery.Key, FromVersion = delivery.FromVersion, ToVersion = parcel.ToVersion, Error = error, At = time.GetUtcNow(),
        });
        var outcome = new EffectOutcome { Succeeded = false, Status = status, Error = "dead_letter", Detail = error, DeliveredTo = parcel.ToVersion };
        return new() { Outcome = outcome, Error = error };
    }

    private IWebhookGrain Ledger(string webhook) => GrainFactory.GetGrain<IWebhookGrain>($"{AccountId}/{webhook}");

    private static WebhookTry Over(long toVersion, int? status = null) =>
        new() { Outcome = new EffectOutcome { Succeeded = true, Status = status, DeliveredTo = toVersion } };

    private static ResendReceipt Refused(string code, string detail) => new() { Refusal = new Refusal { Code = code, Detail = detail } };
}
