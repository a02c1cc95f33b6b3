using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Conversations.Client;
using Conversations.Client.Http;

namespace Conversations.Cli.Functions;

/// <summary>The calls of v1 that are about functions.</summary>
internal sealed class FunctionsClient(HttpClient http, ConversationsClientOptions options, TimeProvider time)
{
    private readonly HttpCalls _calls = new(http, options, time);

    /// <summary>Each call of the life cycle can be repeated: a second time it changes nothing.</summary>
    public Task<JsonElement> Send(HttpMethod method, string path, string? json, CancellationToken cancellation) => _calls.Send(
        () =>
        {
            var request = _calls.Request(method, path);
            if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
            return request;
        }, Read, repeatable: true, cancellation);

    public Task<JsonElement> Get(string path, CancellationToken cancellation) => Send(HttpMethod.Get, path, null, cancellation);

    public static string PathOf(string function, string rest = "") => $"functions/{Uri.EscapeDataString(function)}{rest}";

    private static async Task<JsonElement> Read(HttpResponseMessage response, CancellationToken cancellation)
    {
        await HttpCalls.ThrowUnlessSuccess(response, cancellation);
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellation);
        return document.RootElement.Clone();
    }
}
