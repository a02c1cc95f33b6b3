using System.Globalization;

namespace Conversations.Client.Http;

/// <summary>A filter as the query of <c>GET conversations</c>.</summary>
internal static class ListQuery
{
    public static string Of(ConversationFilter filter)
    {
        (string Name, string? Value)[] parameters =
        [
            ("state", filter.State switch { ConversationState.Open => "OPEN", ConversationState.Close => "CLOSE", _ => null }),
            ("skillId", filter.SkillId),
            ("agentId", filter.AgentId),
            ("consumerId", filter.ConsumerId),
            ("q", filter.Text),
            ("cursor", filter.Cursor),
            ("limit", filter.Limit.ToString(CultureInfo.InvariantCulture)),
        ];
        return "?" + string.Join('&', parameters
            .Where(p => !string.IsNullOrEmpty(p.Value))
            .Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }
}
