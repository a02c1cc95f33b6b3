using System.Text.Json;
using System.Text.Json.Nodes;
using Conversations.Cli.BotCheck;
using Conversations.Cli.BotCheck.Examining;

namespace Conversations.Tests.Client.BotCheck;

/// <summary>What was seen of a bot, written down second by second.</summary>
internal sealed class SeenBot(CheckSettings? settings = null)
{
    public const string ServiceUrl = "http://127.0.0.1:9/";

    private Observations _seen = new()
    {
        ServiceUrl = ServiceUrl,
        Settings = settings ?? Settings,
    };

    public static CheckSettings Settings => new() { Endpoint = new Uri("http://127.0.0.1:3978/api/messages"), Timeout = TimeSpan.FromSeconds(15), Quiet = TimeSpan.FromSeconds(1) };

    public Observations Seen => _seen;

    public IReadOnlyList<Finding> Findings => Examination.Of(_seen);

    public Finding? Find(string word) => Findings.SingleOrDefault(f => f.Word == word);

    /// <summary>A request under this id, taken with this status within a tenth of a second unless <paramref name="change"/> says otherwise.</summary>
    public SeenBot Asked(Purpose purpose, string id, double at, Func<SentRequest, SentRequest>? change = null)
    {
        var sent = new SentRequest
        {
            Purpose = purpose, ActivityId = id, Text = $"text of {id}", SentAt = Seconds(at), Status = 200,
            StatusAt = Seconds(at + 0.1), EndedAt = Seconds(at + 0.1),
        };
        _seen = _seen with { Requests = _seen.Requests.Add(change?.Invoke(sent) ?? sent) };
        return this;
    }

    /// <summary>The bot sends this activity.</summary>
    public SeenBot Said(double at, object activity, Func<SeenActivity, SeenActivity>? change = null) =>
        Sent(at, JsonSerializer.Serialize(activity), change);

    /// <summary>The bot sends a message with this text.</summary>
    public SeenBot Said(double at, string text, string? replyTo, string? id = null)
    {
        var activity = new JsonObject { ["type"] = "message", ["text"] = text };
        if (replyTo is not null) activity["replyToId"] = replyTo;
        if (id is not null) activity["id"] = id;
        return Sent(at, activity.ToJsonString(), null);
    }

    public SeenBot Sent(double at, string json, Func<SeenActivity, SeenActivity>? change)
    {
        var activity = SeenActivity.Read(json, Seconds(at), _seen.Settings);
        _seen = _seen with { Activities = _seen.Activities.Add(change?.Invoke(activity) ?? activity) };
        return this;
    }

    public SeenBot Strayed(StrayKind kind, string call)
    {
        _seen = _seen with { Strays = _seen.Strays.Add(new StrayCall(Seconds(1), call, kind)) };
        return this;
    }

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromMilliseconds(Math.Round(seconds * 1000));
}
