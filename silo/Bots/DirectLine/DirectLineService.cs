using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Effects;

namespace Conversations.Silo.Bots.DirectLine;

/// <summary>The requests of a Direct Line 3.0 client, as one bot of an account makes them.</summary>
internal sealed class DirectLineService(IOutgoingHttp http, TimeProvider time, Account account, BotConnector connector)
{
    /// <summary>Starts a conversation.</summary>
    /// <exception cref="InvalidOperationException">The bot's secret is not set.</exception>
    public Task<ServiceAnswer> Start(string user, string? locale, TimeSpan timeout, CancellationToken cancellation) =>
        Send("POST", "conversations", StartBody(user, locale), timeout, cancellation);

    /// <summary>Sends an activity.</summary>
    public Task<ServiceAnswer> Post(string conversation, string activity, TimeSpan timeout, CancellationToken cancellation) =>
        Send("POST", $"{Of(conversation)}/activities", activity, timeout, cancellation);

    /// <summary>Asks for what came after a watermark.</summary>
    public Task<ServiceAnswer> Poll(BotSession position, TimeSpan timeout, CancellationToken cancellation) =>
        Send("GET", $"{Of(position.ConversationId)}/activities{After(position)}", null, timeout, cancellation);

    /// <summary>Asks for a fresh stream address.</summary>
    public Task<ServiceAnswer> Reconnect(BotSession position, TimeSpan timeout, CancellationToken cancellation) =>
        Send("GET", $"{Of(position.ConversationId)}{After(position, always: true)}", null, timeout, cancellation);

    private async Task<ServiceAnswer> Send(string method, string path, string? body, TimeSpan timeout, CancellationToken cancellation)
    {
        var headers = ImmutableDictionary<string, string>.Empty;
        // Filled now and kept nowhere. Without a secret there is no header at all: some servers take an empty one amiss.
        if (connector.Secret is { } secret) headers = headers.Add("Authorization", $"Bearer {Secrets.Fill(secret, account)}");
        var answer = await http.Send(account, new OutgoingRequest
        {
            Method = method, Url = $"{connector.Endpoint.TrimEnd('/')}/{path}", Headers = headers, Body = body,
            Timeout = timeout > TimeSpan.Zero ? timeout : TimeSpan.FromMilliseconds(1),
        }, cancellation);
        return new ServiceAnswer(answer, time.GetUtcNow());
    }

    private static string Of(string conversation) => $"conversations/{Uri.EscapeDataString(conversation)}";

    // Without a watermark a reconnection shows only what is new; an empty one asks for everything.
    private static string After(BotSession position, bool always = false) =>
        position.Watermark is { } watermark ? $"?watermark={Uri.EscapeDataString(watermark)}" : always ? "?watermark=" : "";

    private static string StartBody(string user, string? locale)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("user"u8);
            json.WriteString("id"u8, user);
            json.WriteEndObject();
            if (locale is not null) json.WriteString("locale"u8, locale);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
