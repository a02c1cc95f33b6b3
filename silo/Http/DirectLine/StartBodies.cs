using System.Text.Json;
using Conversations.Accounts;
using Conversations.Silo.Http.Bodies;
using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Reads what a new conversation or token is asked for with. No body asks for nothing in particular.</summary>
internal static class StartBodies
{
    private const int LongestId = 200;

    public static async ValueTask<StartBody> Read(HttpRequest request)
    {
        var body = await LimitedBody.Read(request, LimitedBody.JsonLimit) ?? throw BotFrameworkFault.TooLarge("The body is larger than 256 KB.");
        if (body.Length is 0)
        {
            return new();
        }
        try
        {
            return Checked(JsonSerializer.Deserialize(body.Span, DirectLineJson.Relaxed.StartBody) ?? new());
        }
        catch (JsonException)
        {
            throw BotFrameworkFault.Bad("The body must be a JSON object such as {\"user\":{\"id\":\"u-1\"}}.");
        }
    }

    /// <summary>The bot that is asked for, by the query or the body; null for the account's default.</summary>
    public static string? Bot(StartBody body, HttpRequest request, Account account)
    {
        var bot = request.Query["bot"].ToString() is { Length: > 0 } asked ? asked : body.ChannelData?.Bot ?? body.Bot;
        return string.IsNullOrEmpty(bot) ? null : account.Bots.ContainsKey(bot) ? bot : throw BotFrameworkFault.Bad($"There is no bot '{bot}'.");
    }

    private static StartBody Checked(StartBody body)
    {
        if (body.User?.Id?.Length > LongestId || body.User?.Name?.Length > LongestId)
        {
            throw BotFrameworkFault.Bad($"'user.id' and 'user.name' have at most {LongestId} characters.");
        }
        return body with { User = string.IsNullOrWhiteSpace(body.User?.Id) ? body.User is null ? null : body.User with { Id = null } : body.User };
    }
}
