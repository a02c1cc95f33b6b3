using System.Text.Json.Nodes;
using Conversations.Bots;

namespace Conversations.Cli.BotCheck.Running;

/// <summary>What a call of the bot is, and what it is answered.</summary>
internal static class ConnectorCall
{
    public static (int Status, JsonNode? Answer) Take(string method, string target, string? body, CheckConversation conversation, CheckLog log)
    {
        var call = $"{method} {target}";
        if (body is null) return Strayed(log, call, StrayKind.TooLarge, 413, "The body is larger than 1 MiB.");
        // Split first: an id may hold an encoded slash.
        string[] path = [.. target.Split('?')[0].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        if (path is not ["v3", "conversations", var id, var what, .. var rest] || what is not ("activities" or "members"))
        {
            return Strayed(log, call, StrayKind.UnknownRoute, 404, "The check has no such route.");
        }
        if (id != conversation.BotSide) return Strayed(log, call, StrayKind.UnknownId, 404, $"There is no conversation '{id}'.");
        return (method, what, rest) switch
        {
            ("POST", "activities", []) => Said(body, null, conversation, log),
            ("POST", "activities", [var activity]) => Replied(body, activity, call, conversation, log),
            ("PUT", "activities", [var activity]) => Changed(log, call, new JsonObject { ["id"] = activity }),
            ("DELETE", "activities", [_]) => Changed(log, call, null),
            ("GET", "members", []) or ("GET", "activities", [_, "members"]) => (200, new JsonArray(CheckConversation.Members())),
            ("GET", "members", [var member]) when CheckConversation.Members().FirstOrDefault(m => (string?)m["id"] == member) is { } found => (200, found),
            _ => Strayed(log, call, StrayKind.UnknownRoute, 404, "The check has no such route."),
        };
    }

    private static (int Status, JsonNode? Answer) Replied(string body, string activity, string call, CheckConversation conversation, CheckLog log) =>
        conversation.Knows(activity, log) ? Said(body, activity, conversation, log)
            : Strayed(log, call, StrayKind.UnknownId, 404, $"There is no activity '{activity}'.");

    private static (int Status, JsonNode? Answer) Said(string body, string? replyTo, CheckConversation conversation, CheckLog log)
    {
        var number = log.Heard(body, activity => activity with { PathReplyTo = replyTo });
        return (200, new JsonObject { ["id"] = ActivityIds.OfHeard(conversation.Key.Conversation, number) });
    }

    private static (int Status, JsonNode? Answer) Changed(CheckLog log, string call, JsonNode? answer)
    {
        log.Strayed(call, StrayKind.Change);
        return (200, answer);
    }

    private static (int Status, JsonNode? Answer) Strayed(CheckLog log, string call, StrayKind kind, int status, string message)
    {
        log.Strayed(call, kind);
        return (status, new JsonObject { ["error"] = new JsonObject { ["code"] = status == 404 ? "NotFound" : "MessageSizeTooBig", ["message"] = message } });
    }
}
