using System.Text.Json;
using System.Text.Json.Nodes;
using Conversations.Journal;

namespace Conversations.Cli.Replay;

/// <summary>Holds a journal against itself.</summary>
/// <param name="Snapshots">How many snapshots were compared.</param>
/// <param name="Faults">What does not add up, in words.</param>
internal sealed record ReplayProof(int Snapshots, IReadOnlyList<string> Faults)
{
    /// <summary>
    /// Versions follow each other without gaps, each snapshot is the state that its events give, and what an activation would
    /// make of the newest snapshot and the events after it is what all events give.
    /// </summary>
    public static ReplayProof Of(ConversationKey key, History history)
    {
        List<string> faults = [];
        var snapshots = 0;
        var state = Conversation.None(key);
        var activated = state;
        foreach (var row in history.Rows)
        {
            if (row.Append.FirstVersion != state.Version + 1)
            {
                faults.Add($"Versions {row.Append.FirstVersion} to {row.Append.LastVersion} follow version {state.Version}.");
            }
            var events = JournalCodec.Decode(key, row.Append);
            state = events.Aggregate(state, Evolution.Evolve);
            activated = events.Aggregate(activated, Evolution.Evolve);
            if (row.Snapshot is not { } snapshot)
            {
                continue;
            }
            snapshots++;
            if (Read(key, snapshot, row.Append.LastVersion, faults) is { } read)
            {
                activated = read;
                faults.AddRange(Differences(state, read, $"The snapshot of version {row.Append.LastVersion}"));
            }
        }
        faults.AddRange(Differences(state, activated, "The newest snapshot with the events after it"));
        if (state.Version != history.Version)
        {
            faults.Add($"The index says version {history.Version} and the events give {state.Version}.");
        }
        return new ReplayProof(snapshots, faults);
    }

    private static Conversation? Read(ConversationKey key, byte[] snapshot, long version, List<string> faults)
    {
        try
        {
            // One of another format is not read by the server either.
            return JournalCodec.Fits(snapshot) ? JournalCodec.Replay(key, new JournalReading(snapshot, version, [])) : null;
        }
        catch (JsonException e)
        {
            faults.Add($"The snapshot of version {version} can't be read: {e.Message}");
            return null;
        }
    }

    private static IEnumerable<string> Differences(Conversation replayed, Conversation other, string what)
    {
        var expected = AsJson(replayed);
        var found = AsJson(other);
        return expected.Select(p => p.Key).Union(found.Select(p => p.Key))
            .Where(name => !JsonNode.DeepEquals(expected[name], found[name]))
            .Select(name => $"{what} has {name} = {Text(found[name])}, the replay has {Text(expected[name])}.");
    }

    // Through JSON, because records compare collections by reference and not by what is in them.
    private static JsonObject AsJson(Conversation state) => JsonSerializer.Deserialize<JsonObject>(JournalCodec.EncodeSnapshot(state))!;

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "nothing";
}
