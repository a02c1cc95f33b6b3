using Conversations.Silo.Storage.Sqlite;

namespace Conversations.Tests.Journaling;

/// <summary>A store's writer, stopped inside a transaction: what comes in until it is let go shares the next one.</summary>
internal sealed class HeldWriter : IDisposable
{
    private readonly ManualResetEventSlim _released = new();

    /// <summary>Ends with the commit of the transaction that was held.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    public static async Task<HeldWriter> Hold(SqliteStore store)
    {
        var held = new HeldWriter();
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        held.Ended = store.Write(_ =>
        {
            reached.SetResult();
            held._released.Wait();
            return true;
        });
        await reached.Task;
        return held;
    }

    public Task Release()
    {
        _released.Set();
        return Ended;
    }

    public void Dispose() => _released.Set();
}
