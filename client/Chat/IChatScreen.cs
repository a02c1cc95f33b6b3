namespace Conversations.Cli.Chat;

/// <summary>Where a chat is shown and where its lines come from. Safe for several callers at once.</summary>
internal interface IChatScreen : IAsyncDisposable
{
    /// <summary>Somebody sits in front of it; otherwise lines come from a file or a pipe.</summary>
    bool IsLive { get; }

    void Say(ChatLine line);

    /// <summary>Something about the chat that nobody said.</summary>
    void Note(string text);

    /// <summary>Somebody is writing; null when nobody is any more.</summary>
    void Typing(string? who);

    /// <summary>What the user says, until the input ends.</summary>
    IAsyncEnumerable<string> Lines(CancellationToken cancellation);
}
