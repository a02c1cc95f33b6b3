using System.Collections.Concurrent;

namespace Conversations.Silo.Storage.GrainState;

/// <summary>Grain state that ends with the process; for a journal in memory.</summary>
internal sealed class InMemoryGrainStateRows : IGrainStateRows
{
    private readonly ConcurrentDictionary<(string Grain, string Name), GrainStateRow> _rows = [];

    public Task<GrainStateRow?> Read(string grain, string name) => Task.FromResult(_rows.GetValueOrDefault((grain, name)));

    public Task<bool> Write(string grain, string name, long expected, int format, byte[]? data)
    {
        var next = new GrainStateRow(expected + 1, format, data);
        return Task.FromResult(expected is 0
            ? _rows.TryAdd((grain, name), next)
            : _rows.TryGetValue((grain, name), out var row) && row.Version == expected && _rows.TryUpdate((grain, name), next, row));
    }
}
