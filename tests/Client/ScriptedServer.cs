using System.Net;
using System.Text;

namespace Conversations.Tests.Client;

/// <summary>A server that answers calls in the order of a script and remembers what it was asked.</summary>
internal sealed class ScriptedServer(params Func<HttpRequestMessage, HttpResponseMessage>[] answers) : HttpMessageHandler
{
    private readonly Queue<Func<HttpRequestMessage, HttpResponseMessage>> _answers = new(answers);

    public List<(string Line, string? Body, string? LastEventId)> Asked { get; } = [];

    public static HttpResponseMessage Json(HttpStatusCode status, string body, string type = "application/json") =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, type) };

    public static HttpResponseMessage Problem(int status, string code, string detail = "It is so.") =>
        Json((HttpStatusCode)status, $$"""{"type":"x","title":"t","status":{{status}},"code":"{{code}}","detail":"{{detail}}"}""", "application/problem+json");

    public static HttpResponseMessage Stream(string text) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(text, Encoding.UTF8, "text/event-stream"),
    };

    public static string Left(long version, string who) =>
        $$"""
        id: {{version}}
        data: {"kind":"participantLeft.v1","participantId":"{{who}}","at":"2026-11-21T09:00:00Z"}


        """;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
        var last = request.Headers.TryGetValues("Last-Event-ID", out var ids) ? ids.Single() : null;
        Asked.Add(($"{request.Method} {request.RequestUri!.PathAndQuery}", body, last));
        if (!_answers.TryDequeue(out var answer))
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The script is over.");
        }
        var response = answer(request);
        response.RequestMessage = request;
        return response;
    }
}
