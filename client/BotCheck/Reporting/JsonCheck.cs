using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Conversations.Cli.BotCheck.Examining;

namespace Conversations.Cli.BotCheck.Reporting;

/// <summary>A check as one JSON object, at the end.</summary>
internal sealed class JsonCheck(TextWriter output) : ICheckScreen, ICheckReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public void Sent(SentRequest request)
    {
    }

    public void Ended(SentRequest request)
    {
    }

    public void Heard(SeenActivity activity, int number)
    {
    }

    public void Report(Observations seen, IReadOnlyList<Finding> findings) => output.WriteLine(JsonSerializer.Serialize(
        new
        {
            Endpoint = seen.Settings.Endpoint.AbsoluteUri,
            Type = seen.Settings.Type == ConversationType.Chat ? "chat" : "messaging",
            TimeoutSeconds = seen.Settings.Timeout.TotalSeconds,
            Verdict = Grades.Name(Examination.Verdict(findings)),
            Findings = findings.Select(f => new { f.Word, Grade = Grades.Name(f.Grade), f.Sentence, f.Meaning, f.Evidence }),
            Requests = new Exchanges(seen).All.Select(Request),
            Activities = seen.Activities.Length + seen.Uncounted,
        }, Json));

    private static object Request(Answers exchange) => new
    {
        Purpose = JsonNamingPolicy.CamelCase.ConvertName(exchange.Request.Purpose.ToString()),
        exchange.Request.Text,
        exchange.Request.ActivityId,
        SentAtSeconds = Math.Round(exchange.Request.SentAt.TotalSeconds, 3),
        exchange.Request.Status,
        Fault = exchange.Request.Fault == RequestFault.None ? null : JsonNamingPolicy.CamelCase.ConvertName(exchange.Request.Fault.ToString()),
        AnswerMilliseconds = exchange.Took is { } took ? Math.Round(took.TotalMilliseconds, 1) : (double?)null,
        Activities = exchange.Heard.Count,
    };
}
