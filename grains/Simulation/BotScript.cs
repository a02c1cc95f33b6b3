using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Conversations.Bots;

namespace Conversations.Simulation;

/// <summary>Says how third-party bots behave.</summary>
public interface IBotScript
{
    /// <summary>What a bot does with a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="number">The how-many-th request to this bot it is, from 1; a repeat counts.</param>
    ScriptedTurn Answer(BotRequest request, int number);
}

/// <summary>What a bot does with a request.</summary>
public sealed record ScriptedTurn
{
    /// <summary>After how long it has taken the request, or failed; null when it never does.</summary>
    public required TimeSpan? Takes { get; init; }
    /// <summary>Why it fails, as a word of <see cref="BotFaults"/>; null when it takes the request.</summary>
    public string? Fault { get; init; }
    public ImmutableArray<ScriptedActivity> Says { get; init; } = [];
}

/// <summary>An activity that a bot posts, as JSON text, and how long after the request; unasked ones name no request.</summary>
public sealed record ScriptedActivity(TimeSpan After, string Activity, bool Unasked)
{
    /// <summary>The activity as the bot posts it.</summary>
    internal string AnswerTo(string activityId)
    {
        if (Unasked || JsonNode.Parse(Activity) is not JsonObject activity) return Activity;
        activity.TryAdd("replyToId", activityId);
        return activity.ToJsonString();
    }
}

/// <summary>The answers that a scenario gives for bots by name; one that it does not name never answers.</summary>
internal sealed class ScriptedBots(ImmutableDictionary<string, ImmutableArray<ScriptedTurn>> turns) : IBotScript
{
    private static readonly ScriptedTurn Silent = new() { Takes = null };

    public static ScriptedBots None { get; } = new(ImmutableDictionary<string, ImmutableArray<ScriptedTurn>>.Empty);

    public ScriptedTurn Answer(BotRequest request, int number) =>
        turns.TryGetValue(request.Bot, out var scripted) ? scripted[Math.Min(number, scripted.Length) - 1]
        : request.Kind == BotRequestKind.ConversationUpdate ? Silent with { Takes = TimeSpan.Zero }
        : Silent;
}
