using Conversations.Simulation;

namespace Conversations.Tests.Scenarios.RealTime;

/// <summary>A running service that a scenario can be played against. Ids are the service's own.</summary>
internal interface IScenarioTarget
{
    /// <summary>Opens a conversation; answers its id.</summary>
    Task<string> Open(OpenConversation open);

    /// <summary>Says something; answers why it was refused, or null.</summary>
    Task<string?> Say(string conversation, PublishMessage message);

    Task<string?> Close(string conversation, CloseReason by);

    Task<string?> SendToChatInstance(ChatInstanceStep step);

    /// <summary>The whole transcript, private lines too.</summary>
    Task<IReadOnlyList<Message>> Read(string conversation);

    Task<TargetState> Look(string conversation);
}

/// <summary>What a service tells about a conversation.</summary>
internal sealed record TargetState(
    DateTimeOffset CreatedAt, bool Open, bool Busy, string? Skill, long Turns, IReadOnlyList<(string Kind, DateTimeOffset Due)> Timers);
