using System.Security.Cryptography;
using Conversations.Silo.Uploads;

namespace Conversations.Tests.Uploads;

/// <summary>What every place for files must do. The tests of a place derive from it.</summary>
public abstract class UploadStoreContract
{
    private static readonly UploadDescription About = new("größe.png", "image/png");
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private protected abstract IUploadStore Store { get; }

    /// <summary>How many files lie there, in whatever state.</summary>
    private protected abstract Task<int> Count();

    [Theory, InlineData(0), InlineData(1), InlineData(262_143), InlineData(262_144), InlineData(262_145), InlineData(1_000_003)]
    public async Task what_came_is_read_back(int size)
    {
        var sent = RandomNumberGenerator.GetBytes(size);
        var upload = await Store.Receive(new Trickle(sent), About, Cancellation);
        await Store.Keep([upload]);
        var opened = await Store.Open(upload.Id, Cancellation);
        Assert.Equal(About, opened!.About);
        await using var content = opened.Content;
        Assert.Equal(size, content.Length);
        using var read = new MemoryStream();
        await content.CopyToAsync(read, Cancellation);
        Assert.Equal(sent, read.ToArray());
    }

    [Fact]
    public async Task it_can_be_read_from_any_position()
    {
        var sent = RandomNumberGenerator.GetBytes(700_000);
        var upload = await Store.Receive(new MemoryStream(sent), About, Cancellation);
        await Store.Keep([upload]);
        await using var content = (await Store.Open(upload.Id, Cancellation))!.Content;
        Assert.True(content.CanSeek);
        foreach (var position in new[] { 699_999, 0, 262_144, 262_100, 300_000 })
        {
            content.Seek(position, SeekOrigin.Begin);
            var some = new byte[Math.Min(400_000, sent.Length - position)];
            await content.ReadExactlyAsync(some, Cancellation);
            Assert.Equal(sent[position..(position + some.Length)], some);
        }
        content.Seek(0, SeekOrigin.End);
        Assert.Equal(0, await content.ReadAsync(new byte[10], Cancellation));
    }

    [Fact]
    public async Task it_is_found_only_when_it_is_kept()
    {
        var upload = await Store.Receive(new MemoryStream([1, 2, 3]), About, Cancellation);
        Assert.Null(await Store.Open(upload.Id, Cancellation));
        await Store.Keep([upload]);
        Assert.NotNull(await Store.Open(upload.Id, Cancellation));
    }

    [Fact]
    public async Task nothing_is_left_of_what_is_discarded()
    {
        var (aside, kept) = (await Store.Receive(new MemoryStream([1]), About, Cancellation), await Store.Receive(new MemoryStream([2]), About, Cancellation));
        await Store.Keep([kept]);
        await Store.Discard([aside, kept]);
        Assert.Null(await Store.Open(kept.Id, Cancellation));
        Assert.Equal(0, await Count());
    }

    [Fact]
    public async Task nothing_is_left_of_what_breaks_off()
    {
        await Assert.ThrowsAsync<IOException>(() => Store.Receive(new Trickle(new byte[600_000], breaksAt: 500_000), About, Cancellation));
        Assert.Equal(0, await Count());
    }

    [Theory, InlineData("x"), InlineData(".."), InlineData("00000000000000000000000000000000"), InlineData("../../../../../../../../etc/passwd")]
    public async Task an_unknown_id_finds_nothing(string id) => Assert.Null(await Store.Open(id, Cancellation));

    [Fact]
    public async Task two_never_have_the_same_id()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Store.Receive(new MemoryStream([(byte)i]), About, Cancellation)));
        Assert.Equal(20, all.Select(u => u.Id).Distinct().Count());
        await Store.Keep(all);
        await using var last = (await Store.Open(all[^1].Id, Cancellation))!.Content;
        var only = new byte[1];
        await last.ReadExactlyAsync(only, Cancellation);
        Assert.Equal(19, only[0]);
    }

    /// <summary>Comes in odd pieces, as from a network.</summary>
    private sealed class Trickle(byte[] content, int breaksAt = int.MaxValue) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position >= breaksAt ? throw new IOException("The client is gone.") : base.ReadAsync(buffer[..Math.Min(buffer.Length, 4_321)], cancellationToken);

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => Copy(destination, cancellationToken);

        private async Task Copy(Stream destination, CancellationToken cancellation)
        {
            var buffer = new byte[8_192];
            for (var read = await ReadAsync(buffer, cancellation); read > 0; read = await ReadAsync(buffer, cancellation))
            {
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellation);
            }
        }
    }
}
