using System.Net;
using System.Net.Sockets;
using Conversations.Silo.Hosting;

namespace Conversations.Tests.Http;

public class When_the_server_starts
{
    [Fact]
    public async Task settings_that_are_wrong_are_told_all_at_once()
    {
        var said = await Fail("--Accounts:Path", "/no/such/folder", "--DirectLine:SigningKey", "short", "--DirectLine:UploadLimit", "1");
        Assert.Contains("Accounts:Path is '/no/such/folder'", said, StringComparison.Ordinal);
        Assert.Contains("DirectLine:SigningKey has 5 characters", said, StringComparison.Ordinal);
        Assert.Contains("DirectLine:UploadLimit is 1", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_database_that_is_none_is_told_in_a_line()
    {
        using var folder = new Folder();
        var file = Path.Combine(folder.Path, "not.db");
        await File.WriteAllTextAsync(file, new string('x', 9_000));
        var said = await Fail("--Accounts:Path", folder.Accounts(), "--Journal:ConnectionString", $"Data Source={file}");
        Assert.Contains(file, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_folder_without_an_account_is_told_in_a_line()
    {
        using var folder = new Folder();
        Assert.Contains(folder.Path, await Fail("--Accounts:Path", folder.Path, "--Journal:ConnectionString", folder.Journal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_port_that_is_taken_is_told_in_a_line()
    {
        using var folder = new Folder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        var said = await Fail("--Accounts:Path", folder.Accounts(), "--Journal:ConnectionString", folder.Journal, "--urls", url);
        Assert.Contains(url, said, StringComparison.Ordinal);
        Assert.Contains("--urls", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task it_runs_on_sqlite_until_it_is_told_to_stop()
    {
        using var folder = new Folder();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        using var errors = new StringWriter();
        var code = await SiloApp.Run(
            ["--Accounts:Path", folder.Accounts(), "--Journal:ConnectionString", folder.Journal, "--urls", "http://127.0.0.1:0"], errors, stop.Token);
        Assert.Equal((0, ""), (code, errors.ToString()));
    }

    private static async Task<string> Fail(params string[] args)
    {
        using var errors = new StringWriter();
        Assert.Equal(1, await SiloApp.Run(args, errors));
        var said = errors.ToString().TrimEnd();
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        return said;
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("conversations-start-").FullName;
        public string Journal => $"Data Source={Path}/data/conversations.db";

        /// <summary>A folder with the demo account in it.</summary>
        public string Accounts()
        {
            var at = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(System.IO.Path.Combine(at.FullName, "global.json")))
            {
                at = at.Parent!;
            }
            return System.IO.Path.Combine(at.FullName, "accounts");
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
