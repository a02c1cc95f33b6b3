using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations.Cli.DirectLine;

/// <summary>A consumer's client of Direct Line 3.0, as far as a chat in a terminal needs it.</summary>
internal sealed class DirectLineClient(
    HttpClient http, Uri server, string secret, TimeProvider time, Func<Uri, CancellationToken, Task<WebSocket>> openSocket)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan[] RetryDelays = [TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3)];

    public TimeProvider Time => time;

    public Task<DirectLineConversation> Start(DirectLineStart start, CancellationToken cancellation)
    {
        var query = start.Bot is { } bot ? $"?bot={Uri.EscapeDataString(bot)}" : "";
        return Call(() => Request(HttpMethod.Post, $"conversations{query}",
            new StartBody(new Account(start.User, null), start.Language), DirectLineJson.Default.StartBody),
            DirectLineJson.Default.DirectLineConversation, cancellation);
    }

    /// <summary>A new address for the stream of a conversation, from where the reader is.</summary>
    public Task<DirectLineConversation> Reconnect(string conversation, string watermark, CancellationToken cancellation) =>
        Call(() => Request(HttpMethod.Get, $"conversations/{Uri.EscapeDataString(conversation)}?watermark={Uri.EscapeDataString(watermark)}"),
            DirectLineJson.Default.DirectLineConversation, cancellation);

    /// <summary>Says something; again when nobody answered, under the same client id, so it is kept once.</summary>
    public async Task<string?> Send(string conversation, Activity activity, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var sent = await Call(() => Request(HttpMethod.Post, $"conversations/{Uri.EscapeDataString(conversation)}/activities", activity,
                    DirectLineJson.Default.Activity), DirectLineJson.Default.SentActivity, cancellation);
                return sent.Id;
            }
            catch (CliException e) when (e.ExitCode == ExitCodes.Unreachable && attempt < RetryDelays.Length)
            {
                await Task.Delay(RetryDelays[attempt], time, cancellation);
            }
        }
    }

    public Task<WebSocket> OpenStream(Uri address, CancellationToken cancellation) => openSocket(address, cancellation);

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(server, $"/v3/directline/{path}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return request;
    }

    private HttpRequestMessage Request<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type)
    {
        var request = Request(method, path);
        request.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return request;
    }

    private async Task<T> Call<T>(Func<HttpRequestMessage> request, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var message = request();
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            using var response = await http.SendAsync(message, either.Token);
            var body = await response.Content.ReadAsByteArrayAsync(either.Token);
            return response.IsSuccessStatusCode
                ? JsonSerializer.Deserialize(body, type) ?? throw new JsonException("the answer is null")
                : throw Refused(response.StatusCode, body);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            var reason = e is OperationCanceledException ? "no answer in time" : e.Message.TrimEnd('.');
            throw new CliException(ExitCodes.Unreachable,
                $"{server} can't be reached ({reason}); start it with 'dotnet run --project silo', or give its address with --server.", e);
        }
        catch (JsonException e)
        {
            throw new CliException(ExitCodes.Failed, $"{server} does not answer as Direct Line 3.0 does; is it a conversations server?", e);
        }
    }

    private CliException Refused(HttpStatusCode status, byte[] body) => status switch
    {
        HttpStatusCode.Unauthorized => new(ExitCodes.Refused, $"{server} does not know this Direct Line secret; give one with --secret or in CONVERSATIONS_SECRET."),
        HttpStatusCode.Forbidden => new(ExitCodes.Refused, $"{server} refuses this secret ({Reason(body, "forbidden")}); a Direct Line secret is needed, not an API key."),
        HttpStatusCode.NotFound => new(ExitCodes.NotFound, $"{server}: {Reason(body, "there is no such conversation")}"),
        >= HttpStatusCode.InternalServerError => new(ExitCodes.Unreachable, $"{server} can't serve this now ({(int)status}): {Reason(body, "no reason given")}"),
        _ => new(ExitCodes.Failed, Reason(body, $"{server} answered {(int)status}.")),
    };

    private static string Reason(byte[] body, string otherwise)
    {
        try
        {
            return JsonSerializer.Deserialize(body, DirectLineJson.Default.ErrorBody)?.Error?.Message ?? otherwise;
        }
        catch (JsonException)
        {
            return otherwise;
        }
    }
}
