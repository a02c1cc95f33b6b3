using System.Collections.Immutable;

namespace Conversations;

/// <summary>Is told what happens in a conversation, after it is on disk.</summary>
[Alias("conversations.conversation-observer.v1")]
public interface IConversationObserver : IGrainObserver
{
    /// <summary>Events in order. A gap to the last version known means that some were missed: read them.</summary>
    [OneWay, Alias("OnEvents")]
    Task OnEvents(EventPage page);

    /// <summary>The conversation leaves memory and forgets who observes it: subscribe again.</summary>
    [OneWay, Alias("OnDeactivated")]
    Task OnDeactivated();
}

/// <summary>How long a subscription lives without being repeated.</summary>
public static class ObserverLease
{
    /// <summary>5 minutes; repeat at half of it.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(5);
}

/// <summary>Consecutive events of one conversation.</summary>
[GenerateSerializer, Immutable, Alias("conversations.event-page.v1")]
public sealed record EventPage
{
    /// <summary>The version of the first event of <see cref="Events"/>; the others follow without gaps.</summary>
    [Id(0)] public required long FirstVersion { get; init; }
    /// <summary>The events, oldest first.</summary>
    [Id(1)] public required ImmutableArray<ConversationEvent> Events { get; init; }
    /// <summary>The conversation's version when the page was made; more can be read while it is above the last event's.</summary>
    [Id(2)] public required long Version { get; init; }
}

/// <summary>Consecutive messages of one conversation.</summary>
[GenerateSerializer, Immutable, Alias("conversations.message-page.v1")]
public sealed record MessagePage
{
    /// <summary>The messages, oldest first.</summary>
    [Id(0)] public required ImmutableArray<Message> Messages { get; init; }
    /// <summary>The last transcript position when the page was made.</summary>
    [Id(1)] public required long LastSeq { get; init; }
    /// <summary>False when the conversation was never opened.</summary>
    [Id(2)] public required bool Exists { get; init; }
}
