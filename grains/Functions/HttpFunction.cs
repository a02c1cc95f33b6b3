using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conversations.Accounts;
using Conversations.Effects;

namespace Conversations.Functions;

/// <summary>A function that is an HTTP service: its input is posted, and a 2xx answer's body is its result.</summary>
internal static class HttpFunction
{
    public static async Task<FunctionRun> Post(
        IOutgoingHttp http, Account account, FunctionInvocation invocation, TimeProvider time, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        var answer = await http.Send(account, new OutgoingRequest
        {
            Method = "POST", Url = invocation.Definition.Url!, Body = Body(invocation, invocation.Now ?? time.GetUtcNow()),
            IdempotencyKey = invocation.IdempotencyKey, Timeout = invocation.Definition.Timeout,
        }, cancellation);
        return Read(answer) with { Took = time.GetElapsedTime(began) };
    }

    private static FunctionRun Read(OutgoingAnswer answer) => answer switch
    {
        { Fault: OutgoingFault.TimedOut } => FunctionRunner.Failed(FunctionErrors.TimeExceeded, answer.Detail!) with { Transient = true },
        { Fault: OutgoingFault.Unreachable or OutgoingFault.TooLarge } => FunctionRunner.Failed(FunctionErrors.Unavailable, answer.Detail!) with { Transient = true },
        { Fault: OutgoingFault.Refused } => FunctionRunner.Failed(FunctionErrors.General, answer.Detail!),
        { Status: >= 200 and <= 299 } => Result(answer.Body),
        { Status: 408 or 504 } => FunctionRunner.Failed(FunctionErrors.TimeExceeded, $"The address answered {answer.Status}.") with { Transient = true },
        { Status: 429 or >= 500 } => FunctionRunner.Failed(FunctionErrors.Unavailable, $"The address answered {answer.Status}.") with { Transient = true },
        _ => FunctionRunner.Failed(FunctionErrors.CustomFailure, $"The address answered {answer.Status}."),
    };

    private static FunctionRun Result(string? body)
    {
        if (string.IsNullOrWhiteSpace(body)) return new FunctionRun { Took = TimeSpan.Zero };
        if (body.Length > FunctionLimits.Default.ResultCharacters) return FunctionRunner.Failed(FunctionErrors.RuntimeException,
            $"The result has {body.Length} characters; at most {FunctionLimits.Default.ResultCharacters} fit.");
        try
        {
            using var document = JsonDocument.Parse(body);
            return new FunctionRun { Result = body, Took = TimeSpan.Zero };
        }
        catch (JsonException)
        {
            return FunctionRunner.Failed(FunctionErrors.RuntimeException, "The address answered with a body that is not JSON; answer a command, a list of commands, or nothing.");
        }
    }

    private static string Body(FunctionInvocation invocation, DateTimeOffset now)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("timestamp", now.ToUnixTimeMilliseconds());
            json.WriteStartArray("headers");
            foreach (var (key, value) in invocation.Headers.OrderBy(h => h.Key, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("key", key);
                json.WriteString("value", value);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WritePropertyName("payload");
            json.WriteRawValue(invocation.Payload);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
