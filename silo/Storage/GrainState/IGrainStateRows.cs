namespace Conversations.Silo.Storage.GrainState;

/// <summary>
/// A stored state. <paramref name="Data"/> is null where it was cleared: the row stays, so that its version goes on and an activation
/// that knows an earlier one can't take a later state for its own.
/// </summary>
/// <param name="Version">1 for the first write, then one more for each.</param>
/// <param name="Format">How <paramref name="Data"/> is written.</param>
/// <param name="Data">The state.</param>
internal sealed record GrainStateRow(long Version, int Format, byte[]? Data);

/// <summary>The rows of grain state in a database.</summary>
internal interface IGrainStateRows
{
    /// <summary>The row; null when there never was one.</summary>
    Task<GrainStateRow?> Read(string grain, string name);

    /// <summary>Writes the row as version <paramref name="expected"/> + 1, on disk when it answers. 0 expects none.</summary>
    /// <returns>False when the row has another version; then nothing was changed.</returns>
    Task<bool> Write(string grain, string name, long expected, int format, byte[]? data);
}
