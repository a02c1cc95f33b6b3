using System.Net;
using System.Net.Sockets;
using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>Whatever is wrong around it, it says so in one sentence and ends with 1.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_the_server_can_not_start : IDisposable
{
    private readonly SiloFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task a_file_that_is_no_database_is_named()
    {
        var file = Path.Combine(_folder.Path, "notes.txt");
        await File.WriteAllTextAsync(file, new string('x', 9_000));
        await Refuses($"'{file}' is no SQLite database", file);
    }

    [Fact]
    public async Task a_damaged_database_is_named()
    {
        await using (var silo = await SiloProcess.Start(_folder))
        {
            await silo.Client().Open(NewConversation.With("ann"));
            Assert.Equal(0, await silo.Stop(TimeSpan.FromSeconds(30)));
        }
        var bytes = await File.ReadAllBytesAsync(_folder.Database);
        Array.Fill(bytes, (byte)0xa5, 8192, bytes.Length - 8192);
        await File.WriteAllBytesAsync(_folder.Database, bytes);
        await Refuses($"'{_folder.Database}' is damaged", _folder.Database);
    }

    [Fact]
    public async Task a_folder_that_can_not_be_made_is_named()
    {
        var file = Path.Combine(_folder.Path, "file");
        await File.WriteAllTextAsync(file, "");
        await Refuses($"The folder '{file}/below' can't be made", $"{file}/below/conversations.db");
    }

    [Fact]
    public async Task a_folder_where_nobody_may_write_is_named() => await Refuses("'/proc/self/conversations.db.lock' can't be written", "/proc/self/conversations.db");

    [Fact]
    public async Task a_disk_that_is_read_only_is_named()
    {
        using var disk = TinyDisk.Mount("4m");
        disk.MakeReadOnly();
        await Refuses($"'{disk.Database}.lock' can't be written", disk.Database);
    }

    [Fact]
    public async Task a_disk_that_is_full_is_named()
    {
        using var disk = TinyDisk.Mount("64k");
        disk.Fill();
        await Refuses($"There is no space left for '{disk.Database}'", disk.Database);
    }

    [Fact]
    public async Task a_port_that_is_taken_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        await Refuses($"http://127.0.0.1:{port}", _folder.Database, port);
    }

    [Fact]
    public async Task a_second_process_on_the_same_database_is_refused_and_the_first_goes_on()
    {
        await using var first = await SiloProcess.Start(_folder);
        await Refuses($"'{_folder.Database}' is in use by another process", _folder.Database);
        await first.Client().Open(NewConversation.With("ann"));
    }

    private async Task Refuses(string because, string database, int port = 0)
    {
        var (code, errors) = await SiloProcess.Refuse(_folder, database, port);
        Assert.StartsWith("Conversations did not start: ", errors, StringComparison.Ordinal);
        Assert.Contains(because, errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
        Assert.EndsWith(".", errors, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }
}
