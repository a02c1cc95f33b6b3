using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>
/// The database of the service: one pool of connections, one writer whose commits are shared. Any number of silos may use one
/// database at once; poolers in transaction mode may stand between.
/// </summary>
public sealed partial class PostgresStore : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly PostgresStoreOptions _options;
    private readonly PostgresDatabase _database;
    private readonly PostgresWriter _writer;
    private readonly ILogger _logger;
    private volatile bool _isClosed;

    /// <summary>Connects to nothing yet: see <see cref="Start"/>.</summary>
    /// <exception cref="JournalCannotOpenException">The connection string can't be used; the message says why, without a password.</exception>
    public PostgresStore(PostgresStoreOptions options, ILogger<PostgresStore>? logger = null)
    {
        (_options, _logger) = (options, logger ?? NullLogger<PostgresStore>.Instance);
        _database = PostgresDatabase.Of(options.ConnectionString);
        _writer = new(_database, options, _logger);
    }

    /// <summary>The schema of every table, as it stands in SQL.</summary>
    internal string Schema => _database.Schema;
    internal string Name => _database.Name;
    internal long Commits => _writer.Commits;

    /// <summary>Makes a store and starts it.</summary>
    public static async Task<PostgresStore> Open(PostgresStoreOptions options, ILogger<PostgresStore>? logger = null)
    {
        var store = new PostgresStore(options, logger);
        try
        {
            await store.Start().ConfigureAwait(false);
            return store;
        }
        catch
        {
            await store.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Waits for the server for a while, then brings the schema to the newest number. Several silos may do so at once.</summary>
    /// <exception cref="JournalCannotOpenException">The database can't be used; the message says why and what to do.</exception>
    public async Task Start(CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        for (var waits = false; ; waits = true)
        {
            try
            {
                await using var connection = await _database.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
                await PostgresServerCheck.Run(connection, _database, _logger, cancellation).ConfigureAwait(false);
                await PostgresMigrations.Apply(connection, _database, cancellation).ConfigureAwait(false);
                return;
            }
            catch (Exception e) when (PostgresFailure.IsWorthAnotherTry(e) && clock.Elapsed < _options.StartPatience)
            {
                if (!waits)
                {
                    LogWaiting(_logger, _database.Name, PostgresFailure.Reason(e), _options.StartPatience.TotalSeconds);
                }
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (PostgresFailure.IsOfDatabase(e))
            {
                throw new JournalCannotOpenException($"{_database.Name} can't be used: {PostgresFailure.Reason(e)}; {Remedy(e)}.", e);
            }
        }
    }

    internal Task Write(AppendRequest request) => _writer.Write(request);

    internal AppendRequest Request(Conversations.Journal.JournalAppend append) =>
        new(append, Environment.TickCount64 + (long)_options.Patience.TotalMilliseconds);

    /// <summary>
    /// Runs <paramref name="work"/> on a connection of the pool. While the server is away it is tried again, for a bounded time: it
    /// must be a read, or a write that comes to the same when it is done twice.
    /// </summary>
    /// <param name="work">What to do. It starts from nothing each time and leaves no setting in the session.</param>
    /// <param name="cancellation">Ends the waiting, too.</param>
    /// <exception cref="JournalUnavailableException">The database can't be asked; the message says why.</exception>
    internal async Task<T> Run<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> work, CancellationToken cancellation = default)
    {
        var clock = Stopwatch.StartNew();
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = await _database.Source.OpenConnectionAsync(cancellation).ConfigureAwait(false);
                return await work(connection, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (PostgresFailure.IsWorthAnotherTry(e) && clock.Elapsed < _options.Patience && !_isClosed)
            {
                // After a restart all connections of the pool are lost, and one found that out.
                _database.Source.Clear();
                await Task.Delay(tries is 1 ? TimeSpan.Zero : Pause, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (PostgresFailure.IsOfDatabase(e))
            {
                throw new JournalUnavailableException(_isClosed
                    ? "The journal is closed because the service is stopping; repeat when it runs again."
                    : $"{_database.Name} can't be asked: {PostgresFailure.Reason(e)}; {Remedy(e)}.", e);
            }
        }
    }

    /// <summary>Writes what waits and closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.Run(_writer.Dispose).ConfigureAwait(false);
        _isClosed = true;
        _database.Dispose();
    }

    private static string Remedy(Exception e) => PostgresFailure.IsRefusedLogin(e)
        ? "correct Journal:ConnectionString, or make the role and the database that it names"
        : "start it, or correct Journal:ConnectionString";

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Database} can't be used yet ({Reason}); waiting for up to {Seconds} s")]
    private static partial void LogWaiting(ILogger logger, string database, string reason, double seconds);
}
