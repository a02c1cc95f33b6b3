using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Conversations.Client.Http;

/// <summary>Sends calls of one account, each attempt within its time, and turns every failure into a <see cref="ConversationsException"/>.</summary>
internal sealed class HttpCalls(HttpClient http, ConversationsClientOptions options, TimeProvider time)
{
    private readonly Uri _base = new(options.Server, $"/v1/accounts/{Uri.EscapeDataString(options.Account)}/");

    public Repetition Repetition { get; } = new(time, options.Attempts, options.FirstDelay, options.LongestDelay);

    /// <summary>Sends a call, again where that is safe, and reads its answer.</summary>
    public Task<T> Send<T>(
        Func<HttpRequestMessage> request, Func<HttpResponseMessage, CancellationToken, Task<T>> read, bool repeatable, CancellationToken cancellation) =>
        Repetition.Run(async ending =>
        {
            using var message = request();
            using var limit = new CancellationTokenSource(options.Timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(ending, limit.Token);
            try
            {
                using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
                return await read(response, either.Token);
            }
            catch (Exception e) when (Failure(message, e, limit.IsCancellationRequested && !ending.IsCancellationRequested) is { } failure)
            {
                throw failure;
            }
        }, repeatable, cancellation);

    /// <summary>Sends a call whose answer is its body.</summary>
    public Task<T> Send<T>(Func<HttpRequestMessage> request, JsonTypeInfo<T> answer, bool repeatable, CancellationToken cancellation) =>
        Send(request, (response, ending) => Answer(response, answer, ending), repeatable, cancellation);

    /// <summary>Opens a stream: the answer's head within the time, its body as long as it lasts. One attempt.</summary>
    public async Task<HttpResponseMessage> Open(HttpRequestMessage message, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }
            using (response)
            {
                throw await ProblemReader.Read(response, either.Token);
            }
        }
        catch (Exception e) when (Failure(message, e, limit.IsCancellationRequested && !cancellation.IsCancellationRequested) is { } failure)
        {
            throw failure;
        }
    }

    public HttpRequestMessage Request(HttpMethod method, string path)
    {
        var message = new HttpRequestMessage(method, new Uri(_base, path));
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        message.Headers.Accept.ParseAdd("application/json");
        return message;
    }

    public HttpRequestMessage Request<T>(HttpMethod method, string path, T body, JsonTypeInfo<T> type)
    {
        var message = Request(method, path);
        message.Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, type));
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return message;
    }

    /// <summary>Reads the body of a success; anything else is thrown.</summary>
    public static async Task<T> Answer<T>(HttpResponseMessage response, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        await ThrowUnlessSuccess(response, cancellation);
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            return await JsonSerializer.DeserializeAsync(body, type, cancellation) ?? throw new JsonException("the body is null");
        }
        catch (JsonException e)
        {
            throw new ConversationsException(ClientErrorCodes.UnexpectedAnswer,
                $"{response.RequestMessage?.RequestUri} answered what this client can't read ({e.Message}); is it a conversations server of this version?",
                (int)response.StatusCode, e);
        }
    }

    public static async Task ThrowUnlessSuccess(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw await ProblemReader.Read(response, cancellation);
        }
    }

    private ConversationsException? Failure(HttpRequestMessage message, Exception e, bool late) => e switch
    {
        OperationCanceledException when late => new(ClientErrorCodes.TimedOut,
            $"{options.Server} did not answer {message.Method} {message.RequestUri?.AbsolutePath} within {options.Timeout.TotalSeconds:0.###} s.", null, e)
        {
            OutcomeUnknown = true,
        },
        // A connection that is reset the moment it stands comes out of HttpClient as the socket's own exception.
        HttpRequestException or IOException or SocketException => new(ClientErrorCodes.Unreachable,
            $"{options.Server} can't be reached ({e.Message.TrimEnd('.')}); is the server running there?", null, e)
        {
            OutcomeUnknown = e is not HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError,
            },
        },
        _ => null,
    };
}
