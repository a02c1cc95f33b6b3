using System.Collections.Immutable;
using System.Security.Cryptography;
using Conversations.Silo.Http.Bodies;
using Conversations.Silo.Webhooks;
using Conversations.Webhooks;

namespace Conversations.Silo.Http.V1;

/// <summary>Webhooks of an account: who is told of its events, and what could not be delivered.</summary>
internal static class WebhookEndpoints
{
    public const string ConsumerAudience = "consumer";

    public static void MapWebhooks(this RouteGroupBuilder account)
    {
        account.MapGet("/webhooks", List).Produces<WebhooksAnswer>().WithSummary("The webhooks of the account with their counters");
        account.MapPost("/webhooks", Create).Takes<CreateWebhookRequest>().Produces<CreatedWebhookAnswer>(201)
            .WithSummary("Makes a webhook; its secret is shown in this answer and never again");
        account.MapGet("/webhooks/{webhook}", Read).Produces<WebhookAnswer>().WithSummary("A webhook with its counters");
        account.MapPatch("/webhooks/{webhook}", Switch).Takes<SwitchWebhookRequest>().Produces<WebhookAnswer>().WithSummary("Switches a webhook on or off");
        account.MapDelete("/webhooks/{webhook}", Delete).Produces(204).WithSummary("Deletes a webhook with its dead letters");
        account.MapGet("/webhooks/{webhook}/dead-letters", DeadLetters).Produces<DeadLettersAnswer>().WithSummary("Deliveries that were given up, oldest first");
        account.MapPost("/webhooks/{webhook}/dead-letters/resend", ResendAll).Produces<ResendAnswer>().WithSummary("Sends dead letters again, oldest first");
        account.MapPost("/webhooks/{webhook}/dead-letters/{number:long}/resend", ResendOne).Produces<ResendAnswer>().WithSummary("Sends one dead letter again");
    }

    private static async Task<IResult> Create(string account, HttpContext http, IGrainFactory grains, WebhookRefresh refresh, TimeProvider time)
    {
        var caller = V1Access.Open(http, account, V1Access.Programs);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.CreateWebhookRequest);
        ImmutableArray<string> events = [.. (body.Events ?? []).Where(e => e is not null).Distinct(StringComparer.Ordinal)];
        var checks = new FieldChecks().Required("url", !string.IsNullOrWhiteSpace(body.Url)).Required("events", !events.IsEmpty);
        Check(checks, "url", string.IsNullOrWhiteSpace(body.Url) ? null : WebhookCheck.FaultOfUrl(body.Url, caller.Account));
        Check(checks, "events", WebhookCheck.FaultOfEvents(events));
        Check(checks, "secret", body.Secret is null ? null : WebhookCheck.FaultOfSecret(body.Secret));
        Check(checks, "audience", body.Audience is null or ConsumerAudience ? null : $"'audience' must be '{ConsumerAudience}', or absent for everything.");
        checks.ThrowIfAny();
        var webhook = new Webhook
        {
            Id = $"wh-{RandomNumberGenerator.GetHexString(16, lowercase: true)}",
            Url = body.Url!,
            Filter = new() { Events = events, ConsumerOnly = body.Audience is ConsumerAudience },
            Secret = body.Secret ?? $"whsec_{RandomNumberGenerator.GetHexString(48, lowercase: true)}",
            Enabled = true,
            CreatedAt = time.GetUtcNow(),
        };
        if (await Registry(grains, account).Add(webhook) is { } refusal) throw new ProblemException(refusal);
        await refresh.Refresh(account);
        http.Response.Headers.Location = $"/v1/accounts/{account}/webhooks/{webhook.Id}";
        var answer = new CreatedWebhookAnswer(webhook.Id, webhook.Url, events, WebhookAnswer.AudienceOf(webhook), webhook.Enabled, webhook.CreatedAt, webhook.Secret);
        return Results.Json(answer, V1Json.Relaxed.CreatedWebhookAnswer, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> List(string account, HttpContext http, IGrainFactory grains)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var list = await Registry(grains, account).Changes(known: -1);
        var webhooks = await Task.WhenAll((list?.Webhooks ?? []).Select(async w => WebhookAnswer.Of(w, await Ledger(grains, account, w.Id).Read())));
        return Results.Json(new WebhooksAnswer(webhooks), V1Json.Relaxed.WebhooksAnswer);
    }

    private static async Task<IResult> Read(string account, string webhook, HttpContext http, IGrainFactory grains)
    {
        V1Access.Open(http, account, V1Access.Programs);
        return await Answer(account, await Find(grains, account, webhook), grains);
    }

    private static async Task<IResult> Switch(string account, string webhook, HttpContext http, IGrainFactory grains, WebhookRefresh refresh)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var body = await JsonBody.Read(http.Request, V1Json.Relaxed.SwitchWebhookRequest);
        new FieldChecks().Required("enabled", body.Enabled is not null).ThrowIfAny();
        var switched = await Registry(grains, account).Switch(webhook, body.Enabled!.Value) ?? throw Unknown(webhook);
        await refresh.Refresh(account);
        return await Answer(account, switched, grains);
    }

    private static async Task<IResult> Delete(string account, string webhook, HttpContext http, IGrainFactory grains, WebhookRefresh refresh)
    {
        V1Access.Open(http, account, V1Access.Programs);
        if (!await Registry(grains, account).Remove(webhook)) throw Unknown(webhook);
        await refresh.Refresh(account);
        return Results.NoContent();
    }

    private static async Task<IResult> DeadLetters(string account, string webhook, HttpContext http, IGrainFactory grains)
    {
        V1Access.Open(http, account, V1Access.Programs);
        await Find(grains, account, webhook);
        var ledger = await Ledger(grains, account, webhook).Read();
        return Results.Json(new DeadLettersAnswer([.. ledger.DeadLetters.Select(l => DeadLetterAnswer.Of(account, l))]), V1Json.Relaxed.DeadLettersAnswer);
    }

    private static Task<IResult> ResendOne(string account, string webhook, long number, HttpContext http, IGrainFactory grains) =>
        Resend(account, webhook, number, http, grains);

    private static Task<IResult> ResendAll(string account, string webhook, HttpContext http, IGrainFactory grains) =>
        Resend(account, webhook, null, http, grains);

    private static async Task<IResult> Resend(string account, string webhook, long? number, HttpContext http, IGrainFactory grains)
    {
        V1Access.Open(http, account, V1Access.Programs);
        var receipt = await grains.GetGrain<IWebhookSenderGrain>(account).Resend(webhook, number);
        if (receipt.Refusal is { } refusal) throw new ProblemException(refusal);
        return Results.Json(new ResendAnswer(receipt.Delivered, receipt.Left, receipt.Error), V1Json.Relaxed.ResendAnswer);
    }

    private static async Task<IResult> Answer(string account, Webhook webhook, IGrainFactory grains) =>
        Results.Json(WebhookAnswer.Of(webhook, await Ledger(grains, account, webhook.Id).Read()), V1Json.Relaxed.WebhookAnswer);

    private static async Task<Webhook> Find(IGrainFactory grains, string account, string webhook) =>
        await Registry(grains, account).Find(webhook) ?? throw Unknown(webhook);

    private static ProblemException Unknown(string webhook) =>
        new(RefusalCodes.UnknownWebhook, $"There is no webhook '{webhook}' in this account; list them with GET webhooks.");

    private static void Check(FieldChecks checks, string field, string? fault) => checks.When(fault is not null, FieldFault.Invalid(field, fault ?? ""));

    private static IWebhookRegistryGrain Registry(IGrainFactory grains, string account) => grains.GetGrain<IWebhookRegistryGrain>(account);

    private static IWebhookGrain Ledger(IGrainFactory grains, string account, string webhook) => grains.GetGrain<IWebhookGrain>($"{account}/{webhook}");
}
