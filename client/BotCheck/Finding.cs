using System.Collections.Immutable;

namespace Conversations.Cli.BotCheck;

/// <summary>One thing that the bot does well or badly.</summary>
/// <param name="Word">A stable word: see <see cref="Findings"/> and, for what a server refuses, <see cref="Conversations.Bots.BotFaults"/>.</param>
/// <param name="Grade">How it is.</param>
/// <param name="Sentence">What was seen.</param>
/// <param name="Meaning">What it means for consumers.</param>
internal sealed record Finding(string Word, Grade Grade, string Sentence, string Meaning)
{
    /// <summary>Where it was seen.</summary>
    public ImmutableArray<string> Evidence { get; init; } = [];
}

/// <summary>How good a finding is.</summary>
internal enum Grade
{
    Good,
    /// <summary>Neither good nor bad.</summary>
    Note,
    /// <summary>A server copes with it, or it depends on settings.</summary>
    Warning,
    /// <summary>Consumers get less than the bot means to give them.</summary>
    Bad,
}
