using System.Text.Json.Nodes;
using Conversations.Bots;

namespace Conversations.Cli.BotCheck.Running;

/// <summary>What a call of the bot is, and what it is answered: as a server answers it.</summary>
internal static class ConnectorCall
{
    /// <summary>The path of the <c>serviceUrl</c>: a server has one for each bot.</summary>
    public const string ServicePath = "/bots/bot-check/checked-bot";

    private static readonly string[] Service = ServicePath.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <param name="method">The call's method.</param>
    /// <param name="target">Its path and query, as they came.</param>
    /// <param name="body">Its body; null when it was too large.</param>
    /// <param name="conversation">The conversation of the check.</param>
    /// <param name="log">Where it is noted.</param>
    public static (int Status, JsonNode? Answer) Take(string method, string target, string? body, CheckConversation conversation, CheckLog log)
    {
        var call = $"{method} {target}";
        // Split first: an id may hold an encoded slash.
        string[] path = [.. target.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        if (path is ["v3", ..]) return Strayed(log, call, StrayKind.OutsideServiceUrl, 404, "The path of the serviceUrl is missing.");
        if (!path.Take(Service.Length).SequenceEqual(Service) || path[Service.Length..] is not ["v3", "conversations", var id, .. var rest])
        {
            return Strayed(log, call, StrayKind.UnknownRoute, 404, "There is no such route.");
        }
        if (id != conversation.Key.Conversation) return Strayed(log, call, StrayKind.UnknownConversation, 404, "The bot has no such conversation.");
        return (method, rest) switch
        {
            ("POST", ["attachments"]) or ("POST", ["activities", "history"]) => Taken(conversation.Key.Conversation),
            ("POST", ["activities"] or ["activities", _]) when body is null => Strayed(log, call, StrayKind.TooLarge, 413, "The body is larger than 256 KB."),
            ("POST", ["activities"]) => Said(body!, null, conversation, log),
            ("POST", ["activities", var activity]) => Said(body!, activity, conversation, log),
            ("PUT" or "DELETE", ["activities", _]) => Strayed(log, call, StrayKind.Change, 405, "What was said can't be changed or taken back."),
            ("GET", ["members"] or ["activities", _, "members"]) => (200, new JsonArray(CheckConversation.Members())),
            ("GET", ["pagedmembers"]) => (200, new JsonObject { ["members"] = new JsonArray(CheckConversation.Members()) }),
            ("GET", ["members", var member]) when CheckConversation.Members().FirstOrDefault(m => (string?)m["id"] == member) is { } found => (200, found),
            _ => Strayed(log, call, StrayKind.UnknownRoute, 404, "There is no such route."),
        };
    }

    private static (int Status, JsonNode? Answer) Taken(string id) => (200, new JsonObject { ["id"] = id });

    private static (int Status, JsonNode? Answer) Said(string body, string? replyTo, CheckConversation conversation, CheckLog log)
    {
        var isActivity = true;
        var number = log.Heard(body, activity =>
        {
            isActivity = activity.Reading.Type.Length > 0;
            return activity with { PathReplyTo = replyTo };
        });
        return isActivity ? Taken(ActivityIds.OfHeard(conversation.Key.Conversation, number)) : (400, Error("BadArgument", "The body is no activity."));
    }

    private static (int Status, JsonNode? Answer) Strayed(CheckLog log, string call, StrayKind kind, int status, string message)
    {
        log.Strayed(call, kind);
        return (status, Error(status switch { 404 => "NotFound", 413 => "MessageSizeTooBig", _ => "MethodNotAllowed" }, message));
    }

    private static JsonObject Error(string code, string message) => new() { ["error"] = new JsonObject { ["code"] = code, ["message"] = message } };
}
