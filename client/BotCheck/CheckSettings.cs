using System.Collections.Immutable;

namespace Conversations.Cli.BotCheck;

/// <summary>How a bot is checked.</summary>
internal sealed record CheckSettings
{
    /// <summary>What is said when nothing else is given.</summary>
    public static readonly ImmutableArray<string> Script = ["hello", "What can you do?", "thank you"];

    /// <summary>The bot's messaging endpoint.</summary>
    public required Uri Endpoint { get; init; }
    /// <summary>Messaging begins with <c>conversationUpdate</c>, chat with <c>WELCOME</c>.</summary>
    public ConversationType Type { get; init; }
    /// <summary>The bot's time.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
    /// <summary>How long nothing is heard before an answer is taken to be complete.</summary>
    public TimeSpan Quiet { get; init; } = TimeSpan.FromSeconds(1);
    /// <summary>What the consumer says, one message after the other.</summary>
    public ImmutableArray<string> Says { get; init; } = Script;
    /// <summary>Every answer is expected in the HTTP response.</summary>
    public bool ExpectReplies { get; init; }
    /// <summary>Sent as a bearer token; null for none.</summary>
    public string? Token { get; init; }
    /// <summary>Where the bot answers to, on this machine; null for any free port.</summary>
    public int? Port { get; init; }
}
