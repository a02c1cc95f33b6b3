using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>A conversation as the service has it.</summary>
internal sealed class RemoteConversation(string id) : IDisposable
{
    private readonly List<JsonNode> _feed = [];
    private readonly List<JsonNode> _signs = [];
    private readonly CancellationTokenSource _end = new();
    private CancellationTokenSource _drop = new();
    private int _ids;

    public string Id => id;
    /// <summary>Sockets are told the watermark of what they bring.</summary>
    public bool TellsWatermarks { get; set; } = true;
    /// <summary>Breaks the connection over which the last activity came.</summary>
    public Action? BreakRequest { get; set; }
    public string NextId => $"{id}|{Interlocked.Increment(ref _ids):D7}";

    /// <summary>Says something as the bot; its id.</summary>
    public string Reply(JsonNode? said, string text, Action<JsonObject>? more = null)
    {
        var activity = new JsonObject
        {
            ["type"] = "message", ["id"] = NextId, ["from"] = new JsonObject { ["id"] = "the-bot", ["role"] = "bot" }, ["text"] = text,
        };
        if (said is not null) activity["replyToId"] = said["id"]!.GetValue<string>();
        more?.Invoke(activity);
        Add(activity);
        return activity["id"]?.GetValue<string>() ?? "";
    }

    public void Add(params JsonNode[] activities)
    {
        lock (_feed) _feed.AddRange(activities.Select(a => a.DeepClone()));
    }

    /// <summary>Lets open sockets know that the bot types. No page ever shows it.</summary>
    /// <param name="said">What it works at; null when that is nothing in particular.</param>
    /// <param name="more">What else is in the activity.</param>
    public void Type(JsonNode? said, Action<JsonObject>? more = null)
    {
        var activity = new JsonObject { ["type"] = "typing", ["id"] = NextId, ["from"] = new JsonObject { ["id"] = "the-bot", ["role"] = "bot" } };
        if (said is not null) activity["replyToId"] = said["id"]!.GetValue<string>();
        more?.Invoke(activity);
        lock (_feed) _signs.Add(activity);
    }

    /// <summary>What the bot has said, in its order.</summary>
    public List<string> Words
    {
        get { lock (_feed) return [.. _feed.Where(a => (string?)a["from"]?["role"] is "bot").Select(a => a["text"]!.GetValue<string>())]; }
    }

    /// <summary>A page of at most that many activities.</summary>
    public JsonObject After(string? watermark, bool asNumber, int most = int.MaxValue)
    {
        var after = int.TryParse(watermark, out var number) ? number : 0;
        lock (_feed)
        {
            JsonNode[] page = [.. _feed.Skip(after).Take(most).Select(a => a.DeepClone())];
            var mark = Math.Min(after + page.Length, _feed.Count);
            return new JsonObject { ["activities"] = new JsonArray(page), ["watermark"] = asNumber ? JsonValue.Create(mark) : JsonValue.Create($"{mark}") };
        }
    }

    /// <summary>Breaks the sockets that are open.</summary>
    public void DropSockets() => Interlocked.Exchange(ref _drop, new()).Cancel();

    public void EndSockets() => _end.Cancel();

    public void Dispose()
    {
        EndSockets();
        _end.Dispose();
        _drop.Dispose();
    }

    public async Task Serve(WebSocket socket, string? watermark)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, _drop.Token);
        var at = int.TryParse(watermark, out var number) ? number : 0;
        int signs;
        lock (_feed) signs = _signs.Count;
        var gone = socket.ReceiveAsync(new byte[64], end.Token);
        try
        {
            await Frame(socket, "", end.Token);
            while (!gone.IsCompleted)
            {
                foreach (var sign in Signs(ref signs)) await Frame(socket, new JsonObject { ["activities"] = new JsonArray(sign) }.ToJsonString(), end.Token);
                var set = After($"{at}", asNumber: false);
                var count = set["activities"]!.AsArray().Count;
                if (!TellsWatermarks) set.Remove("watermark");
                if (count > 0) await Frame(socket, set.ToJsonString(), end.Token);
                at += count;
                await Task.Delay(20, end.Token);
            }
            socket.Abort();
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            socket.Abort();
        }
    }

    private JsonNode[] Signs(ref int from)
    {
        lock (_feed)
        {
            JsonNode[] signs = [.. _signs.Skip(from).Select(s => s.DeepClone())];
            from = _signs.Count;
            return signs;
        }
    }

    private static Task Frame(WebSocket socket, string text, CancellationToken cancellation) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, cancellation);
}
