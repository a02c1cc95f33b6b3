using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conversations.Simulation;

namespace Conversations.Tests.Scenarios.RealTime;

/// <summary>A server, by its HTTP API v1 and nothing else.</summary>
internal sealed class HttpTarget : IScenarioTarget, IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;
    private readonly string _account;

    /// <param name="server">Such as <c>http://127.0.0.1:5080</c>.</param>
    /// <param name="account">The account's id.</param>
    /// <param name="key">A key of the account with the role admin.</param>
    public HttpTarget(Uri server, string account, string key)
    {
        _http = new HttpClient { BaseAddress = server };
        _http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        _account = $"/v1/accounts/{account}";
    }

    public async Task<string> Open(OpenConversation open)
    {
        using var response = await _http.PostAsJsonAsync($"{_account}/conversations", new
        {
            consumer = new { id = open.Consumer.Id, name = open.Consumer.Name },
            bot = open.Bot,
            skillId = open.SkillId,
            language = open.Language,
            preview = open.Preview,
        }, Json);
        var answer = await Answer(response);
        Assert.True(response.StatusCode == HttpStatusCode.Created, $"The conversation was not opened: {(int)response.StatusCode} {answer}");
        return (string)answer["id"]!;
    }

    public Task<string?> Say(string conversation, PublishMessage message) => Tell($"conversations/{conversation}/messages", new
    {
        from = message.From, text = message.Text, audience = message.Audience, clientMessageId = message.ClientMessageId,
    });

    public Task<string?> Close(string conversation, CloseReason by) => Tell($"conversations/{conversation}/close", new { by });

    public Task<string?> SendToChatInstance(ChatInstanceStep step) =>
        Tell($"chat-instances/{Uri.EscapeDataString(step.ChatInstanceId ?? " ")}/messages", new { message = step.Message, clientMessageId = step.MessageId });

    public async Task<IReadOnlyList<Message>> Read(string conversation)
    {
        var messages = new List<Message>();
        while (true)
        {
            var page = await Get($"conversations/{conversation}/messages?after={(messages.Count == 0 ? 0 : messages[^1].Seq)}&limit=200");
            var items = page["messages"]!.AsArray();
            messages.AddRange(items.Select(m => Line(m!)));
            if (page["next"] is null) return messages;
        }
    }

    public async Task<TargetState> Look(string conversation)
    {
        var view = await Get($"conversations/{conversation}");
        var bot = view["bot"];
        return new TargetState(
            view["createdAt"].Deserialize<DateTimeOffset>(Json),
            (string?)view["state"] == "OPEN",
            bot is not null && (bool)bot["busy"]!,
            (string?)view["skillId"],
            bot is null ? 0 : (long)bot["turn"]!,
            [.. view["timers"]!.AsArray().Select(t => ((string)t!["kind"]!, t["dueAt"].Deserialize<DateTimeOffset>(Json)))]);
    }

    public void Dispose() => _http.Dispose();

    private static Message Line(JsonNode line) => new()
    {
        Seq = (long)line["seq"]!,
        From = line["from"].Deserialize<Participant>(Json)!,
        Text = (string?)line["text"],
        Audience = line["audience"].Deserialize<Audience>(Json),
        SentAt = line["sentAt"].Deserialize<DateTimeOffset>(Json),
        Automatic = Flag(line, "automatic"),
        Proactive = Flag(line, "proactive"),
        Ignored = Flag(line, "ignored"),
        Late = Flag(line, "late"),
        InReplyTo = (long?)line["inReplyTo"],
    };

    private static bool Flag(JsonNode line, string name) => (bool?)line[name] ?? false;

    private async Task<string?> Tell(string path, object body)
    {
        using var response = await _http.PostAsJsonAsync($"{_account}/{path}", body, Json);
        if (response.IsSuccessStatusCode) return null;
        var problem = await Answer(response);
        return (string?)problem["code"] ?? $"status {(int)response.StatusCode}";
    }

    private async Task<JsonObject> Get(string path)
    {
        using var response = await _http.GetAsync($"{_account}/{path}");
        var answer = await Answer(response);
        Assert.True(response.IsSuccessStatusCode, $"GET {path}: {(int)response.StatusCode} {answer}");
        return answer;
    }

    private static async Task<JsonObject> Answer(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }
}
