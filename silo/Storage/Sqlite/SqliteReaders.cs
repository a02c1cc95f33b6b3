using System.Collections.Concurrent;
using SQLitePCL;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>
/// Reads, each on a read-only connection of its own, beside the writer and each other. SQLite reads synchronously, so a read
/// runs on a thread of the pool, never on the caller's turn, and only so many at once: a slow disk can't take the whole pool.
/// </summary>
internal sealed class SqliteReaders(SqliteFile file, int count) : IDisposable
{
    private readonly SemaphoreSlim _free = new(count);
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _closed;

    /// <exception cref="JournalUnavailableException">It can't be read; the message says why.</exception>
    public async Task<T> Read<T>(Func<SqliteSession, T> read, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Run(read, cancellation), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private T Run<T>(Func<SqliteSession, T> read, CancellationToken cancellation)
    {
        SqliteSession? session = null;
        try
        {
            if (_closed)
            {
                throw new JournalUnavailableException("The journal is closed because the service is stopping; repeat when it runs again.");
            }
            session = _idle.TryTake(out var idle) ? idle : file.OpenReader();
            var result = RunInterruptibly(session, read, cancellation);
            Keep(session);
            return result;
        }
        catch (SqliteFailure e)
        {
            session?.Dispose();
            cancellation.ThrowIfCancellationRequested();
            throw new JournalUnavailableException(e.Sentence(file.Path), e);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    private static T RunInterruptibly<T>(SqliteSession session, Func<SqliteSession, T> read, CancellationToken cancellation)
    {
        using var interruption = cancellation.UnsafeRegister(static s => ((SqliteSession)s!).Interrupt(), session);
        return read(session);
    }

    private void Keep(SqliteSession session)
    {
        _idle.Add(session);
        if (_closed)
        {
            Dispose();
        }
    }
}
