using Conversations.Silo.Uploads;
using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>
/// Files in the journal's database, so that every silo serves them. They go in and out in chunks: no transaction waits for a slow
/// client, and no file is in memory as a whole.
/// </summary>
internal sealed class PostgresUploadStore(PostgresStore store, TimeProvider time) : IUploadStore
{
    internal const int ChunkSize = 256 * 1024;

    private static readonly TimeSpan BetweenSweeps = TimeSpan.FromHours(1);
    private long _swept = time.GetTimestamp() - (long)(2 * BetweenSweeps.TotalSeconds * time.TimestampFrequency);

    public async Task<IncomingUpload> Receive(Stream content, UploadDescription about, CancellationToken cancellation)
    {
        await SweepSometimes(cancellation);
        var upload = new IncomingUpload(UploadIds.Next(), about);
        await Execute(
            $"INSERT INTO {store.Schema}.uploads (id, name, content_type, chunk_size) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
            cancellation, upload.Id, about.Name, about.ContentType, ChunkSize);
        try
        {
            var length = await ReceiveChunks(upload.Id, content, cancellation);
            await Execute($"UPDATE {store.Schema}.uploads SET length = $2 WHERE id = $1", cancellation, upload.Id, length);
            return upload;
        }
        catch
        {
            await Discard([upload]);
            throw;
        }
    }

    public Task Keep(IReadOnlyList<IncomingUpload> uploads) =>
        Execute($"UPDATE {store.Schema}.uploads SET kept = true WHERE id = ANY ($1)", CancellationToken.None, [Ids(uploads)]);

    public Task Discard(IReadOnlyList<IncomingUpload> uploads) =>
        Execute($"DELETE FROM {store.Schema}.uploads WHERE id = ANY ($1)", CancellationToken.None, [Ids(uploads)]);

    public Task<OpenedUpload?> Open(string id, CancellationToken cancellation) => !UploadIds.IsPossible(id) ? Task.FromResult<OpenedUpload?>(null) : store.Run(
        async (connection, ct) =>
        {
            await using var command = new NpgsqlCommand(
                $"SELECT name, content_type, length, chunk_size FROM {store.Schema}.uploads WHERE id = $1 AND kept", connection);
            command.Parameters.AddWithValue(id);
            await using var rows = await command.ExecuteReaderAsync(ct).ConfigureAwait(false);
            return await rows.ReadAsync(ct).ConfigureAwait(false)
                ? new OpenedUpload(new PostgresUploadStream(store, id, rows.GetInt64(2), rows.GetInt32(3)), new(rows.GetString(0), rows.GetString(1)))
                : null;
        },
        cancellation);

    /// <summary>Removes what a crash left half received: a day is longer than any upload takes, whichever silo receives it.</summary>
    internal Task Sweep(CancellationToken cancellation) =>
        Execute($"DELETE FROM {store.Schema}.uploads WHERE NOT kept AND received_at < now() - interval '1 day'", cancellation);

    private async Task<long> ReceiveChunks(string id, Stream content, CancellationToken cancellation)
    {
        var chunk = new byte[ChunkSize];
        long length = 0;
        for (var number = 0; ; number++)
        {
            var read = await content.ReadAtLeastAsync(chunk, ChunkSize, throwOnEndOfStream: false, cancellation);
            if (read > 0)
            {
                await Execute(
                    $"INSERT INTO {store.Schema}.upload_chunks VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", cancellation, id, number, new ArraySegment<byte>(chunk, 0, read));
            }
            length += read;
            if (read < ChunkSize)
            {
                return length;
            }
        }
    }

    private async Task SweepSometimes(CancellationToken cancellation)
    {
        var swept = Volatile.Read(ref _swept);
        if (time.GetElapsedTime(swept) > BetweenSweeps && Interlocked.CompareExchange(ref _swept, time.GetTimestamp(), swept) == swept)
        {
            await Sweep(cancellation);
        }
    }

    private Task<int> Execute(string sql, CancellationToken cancellation, params object[] values) => store.Run(
        async (connection, ct) =>
        {
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values)
            {
                command.Parameters.AddWithValue(value);
            }
            return await command.ExecuteNonQueryAsync(ct).ConfigureAwait(false);
        },
        cancellation);

    private static string[] Ids(IReadOnlyList<IncomingUpload> uploads) => [.. uploads.Select(u => u.Id)];
}
