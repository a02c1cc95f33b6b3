using System.Collections.Immutable;
using Conversations.Journal;

namespace Conversations.Cli.Replay;

/// <summary>Everything that the journal holds of a conversation, oldest first.</summary>
/// <param name="Version">The version that its index row gives.</param>
/// <param name="Rows">The appends.</param>
internal sealed record History(long Version, ImmutableArray<HistoryRow> Rows);

/// <summary>One append, with the snapshot that was taken after it; null when none was.</summary>
internal sealed record HistoryRow(StoredAppend Append, byte[]? Snapshot);
