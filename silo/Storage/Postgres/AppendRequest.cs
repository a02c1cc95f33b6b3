using Conversations.Journal;

namespace Conversations.Silo.Storage.Postgres;

/// <param name="append">What to write.</param>
/// <param name="deadline">When its caller is told that it could not be, in <see cref="Environment.TickCount64"/>.</param>
internal sealed class AppendRequest(JournalAppend append, long deadline) : WriteRequest
{
    public JournalAppend Append => append;

    /// <summary>The row's id, the same however often it is sent: so what became of it can be read, and is never taken for another silo's.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    public override int Bytes { get; } = append.Size();

    /// <summary>The version of the conversation once this is written.</summary>
    public long Version => append.ExpectedVersion + append.EventCount;

    /// <summary>It was sent and nobody said what became of it.</summary>
    public bool IsInDoubt { get; set; }

    /// <summary>What was remembered of its conversation proved wrong, so that is read before the next try.</summary>
    public bool IsContested { get; set; }

    /// <summary>Its outcome is known.</summary>
    public bool IsSettled { get; private set; }

    public bool IsLate => Environment.TickCount64 >= deadline;

    public void Settle(Exception? refusal = null)
    {
        Refusal = refusal;
        IsSettled = true;
    }
}
