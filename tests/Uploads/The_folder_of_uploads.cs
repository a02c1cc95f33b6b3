using Conversations.Silo.Uploads;

namespace Conversations.Tests.Uploads;

public sealed class The_folder_of_uploads : UploadStoreContract, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("conversations-uploads-").FullName;

    private protected override IUploadStore Store => field ??= new FolderUploadStore(Path.Combine(_folder, "deep", "uploads"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task what_a_crash_left_half_written_is_gone_after_the_next_start()
    {
        await Store.Receive(new MemoryStream([1]), new("a", "b/c"), TestContext.Current.CancellationToken);
        Assert.Equal(1, await Count());
        _ = new FolderUploadStore(Path.Combine(_folder, "deep", "uploads"));
        Assert.Equal(0, await Count());
    }

    [Fact]
    public void a_folder_that_is_not_there_can_not_be_synced() =>
        Assert.Throws<IOException>(() => DurableFolder.Sync(Path.Combine(_folder, "none")));

    private protected override Task<int> Count() => Task.FromResult(Directory.GetFiles(_folder, "*", SearchOption.AllDirectories).Length);
}
