using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>Reads a file, one chunk at a time. Between chunks it holds no connection.</summary>
internal sealed class PostgresUploadStream(PostgresStore store, string id, long length, int chunkSize) : Stream
{
    private byte[] _chunk = [];
    private long _number = -1;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.IsEmpty)
        {
            return 0;
        }
        var (number, offset) = Math.DivRem(Position, chunkSize);
        if (number != _number)
        {
            (_chunk, _number) = (await Fetch((int)number, cancellationToken), number);
        }
        var read = Math.Min(buffer.Length, _chunk.Length - (int)offset);
        _chunk.AsMemory((int)offset, read).CopyTo(buffer);
        Position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("A file is read without blocking; use ReadAsync.");
    public override void Flush() => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private Task<byte[]> Fetch(int number, CancellationToken cancellation) => store.Run(
        async (connection, ct) =>
        {
            await using var command = new NpgsqlCommand($"SELECT data FROM {store.Schema}.upload_chunks WHERE upload = $1 AND number = $2", connection);
            command.Parameters.AddWithValue(id);
            command.Parameters.AddWithValue(number);
            return await command.ExecuteScalarAsync(ct).ConfigureAwait(false) as byte[]
                ?? throw new InvalidDataException($"Part {number} of upload '{id}' is missing; restore the table upload_chunks from a backup.");
        },
        cancellation);
}
