namespace Conversations.Client;

/// <summary>A message to publish. Source: contract v1 <c>POST messages</c>.</summary>
public sealed record NewMessage
{
    /// <summary>Who says it.</summary>
    public required Participant From { get; init; }
    /// <summary>What is said; at most 8,000 characters. May be absent beside <see cref="StructuredContent"/>.</summary>
    public string? Text { get; init; }
    /// <summary>Rich content as JSON text.</summary>
    public string? StructuredContent { get; init; }
    /// <summary>Metadata as JSON text.</summary>
    public string? Metadata { get; init; }
    /// <summary>Base64 metadata, at most 5,000 characters (SEED4).</summary>
    public string? EncodedMetadata { get; init; }
    /// <summary>Who may see it. Default everybody.</summary>
    public Audience Audience { get; init; }
    /// <summary>Your own id, at most 200 characters: published again it is not stored again. One is made when absent.</summary>
    public string? ClientMessageId { get; init; }

    /// <summary>A consumer's text.</summary>
    public static NewMessage FromConsumer(string consumerId, string text) =>
        new() { From = new Participant { Id = consumerId, Role = Role.Consumer }, Text = text };

    /// <summary>An agent's text.</summary>
    public static NewMessage FromAgent(string agentId, string text, Audience audience = Audience.All) =>
        new() { From = new Participant { Id = agentId, Role = Role.Agent }, Text = text, Audience = audience };
}
