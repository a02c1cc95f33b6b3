using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Silo.Storage.Sqlite;

/// <summary>
/// The database file of the service: one writer whose commits are shared, readers beside it. Everything that is kept on the
/// file goes through here, because only one connection may write (see <see cref="SqliteFile.OpenWriter"/>).
/// </summary>
public sealed class SqliteStore : IAsyncDisposable
{
    private readonly SqliteFile _file;
    private readonly SqliteReaders _readers;
    private readonly SqliteWriter _writer;

    private SqliteStore(SqliteStoreOptions options, ILogger logger)
    {
        _file = SqliteFile.Open(options);
        _readers = new(_file, options.Readers);
        _writer = new(_file, options, logger);
    }

    /// <exception cref="JournalCannotOpenException">The file can't be used; the message says why and what to do.</exception>
    public static SqliteStore Open(SqliteStoreOptions options, ILogger<SqliteStore>? logger = null) =>
        new(options, logger ?? NullLogger<SqliteStore>.Instance);

    internal string Path => _file.Path;
    internal long Commits => _writer.Commits;

    internal Task Write(SqliteWriteRequest request) => _writer.Write(request);

    /// <summary>Runs <paramref name="work"/> in the next shared transaction; what it writes is undone alone when it throws.</summary>
    internal async Task<T> Write<T>(Func<SqliteSession, T> work)
    {
        var request = new SessionWrite<T>(work);
        await _writer.Write(request).ConfigureAwait(false);
        return request.Result;
    }

    internal Task<T> Read<T>(Func<SqliteSession, T> read, CancellationToken cancellation = default) => _readers.Read(read, cancellation);

    /// <summary>Writes what waits, copies the write-ahead log into the file and frees it for another process.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.Run(_writer.Dispose).ConfigureAwait(false);
        _readers.Dispose();
        _file.Dispose();
    }
}
