using Conversations.Cli.Events;
using Conversations.Journal;

namespace Conversations.Cli.Replay;

/// <summary>What a replay shows: the events in words, the state, and whether the journal adds up.</summary>
internal sealed class ReplayReport(ConversationKey key, History history, TextWriter output)
{
    private Conversation _shown = Conversation.None(key);

    public void Events(long until)
    {
        if (history.Rows.IsEmpty)
        {
            return;
        }
        var start = JournalCodec.Decode(key, history.Rows[0].Append)[0].At;
        output.WriteLine($"conversation {key.Conversation} of {key.Account}, opened {start.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC; times are seconds from there");
        var rows = new EventRows(key, start);
        foreach (var row in history.Rows)
        {
            var version = row.Append.FirstVersion;
            foreach (var happened in JournalCodec.Decode(key, row.Append))
            {
                if (version <= until)
                {
                    Write(rows.Tell(version, happened));
                }
                version++;
            }
        }
        _shown = rows.State;
    }

    public void State()
    {
        output.WriteLine();
        output.WriteLine($"State at version {_shown.Version}:");
        Write(StateRows.Of(_shown));
    }

    /// <summary>Whether replaying from the first event gives the versions and every snapshot that the journal holds.</summary>
    public bool Verify()
    {
        var proof = ReplayProof.Of(key, history);
        output.WriteLine();
        Write(proof.Faults);
        if (proof.Faults.Count > 0)
        {
            output.WriteLine($"The journal does not add up: {proof.Faults.Count} fault{(proof.Faults.Count == 1 ? "" : "s")}.");
            return false;
        }
        var snapshots = proof.Snapshots switch
        {
            0 => "no snapshot yet",
            1 => "1 snapshot agrees with the replay from the first event",
            var n => $"{n} snapshots agree with the replay from the first event",
        };
        output.WriteLine($"Verified: {history.Version} events in {history.Rows.Length} appends, {snapshots}.");
        return true;
    }

    private void Write(IEnumerable<string> rows)
    {
        foreach (var row in rows)
        {
            output.WriteLine(row);
        }
    }
}
