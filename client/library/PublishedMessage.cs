namespace Conversations.Client;

/// <summary>What became of a published message. It is on disk.</summary>
public sealed record PublishedMessage
{
    /// <summary>Its position in the transcript: 1, 2, 3, …</summary>
    public required long Seq { get; init; }
    /// <summary>It was kept and not given to the bot, which was busy (SEED1).</summary>
    public bool Ignored { get; init; }
    /// <summary>The same client message id had been published before; nothing was stored again.</summary>
    public bool Repeated { get; init; }
}
