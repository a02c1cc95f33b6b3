using Conversations.Accounts;
using Conversations.Accounts.Loading;
using Conversations.Tests.Logging;
using Conversations.Tests.Time;

namespace Conversations.Tests.AccountFolders;

/// <summary>How a change is noticed.</summary>
public sealed class When_folders_are_watched : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("accounts-").FullName;
    private readonly VirtualTime _time = new();
    private readonly LogLines<FolderAccounts> _log = new();

    public When_folders_are_watched() => new Files().WriteTo(Path.Combine(_root, "shop"));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(_root, path), text);

    [Theory, InlineData(-1, 0), InlineData(0, 1), InlineData(1, 1)]
    public void a_change_that_nothing_reports_is_found_at_the_next_check(int milliseconds, int expected)
    {
        var (reads, unwatched) = (0, 0);
        using var watch = new FolderWatch(Path.Combine(_root, "nowhere"), Watching(), _time, () => reads++, _ => unwatched++);
        _time.Advance(TimeSpan.FromSeconds(10) + TimeSpan.FromMilliseconds(milliseconds));
        Assert.Equal((expected, 1), (reads, unwatched));
    }

    [Fact]
    public async Task the_check_reads_the_folders()
    {
        using var accounts = new FolderAccounts(Watching(), _time, _log);
        await accounts.StartAsync(Stop);
        Write("shop/flows/main.yaml", "fallback: Pardon?");
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("Pardon?", accounts.Find("shop")!.Bots["helper"].Flow!.Fallback.In("en", null));
    }

    [Fact]
    public void reported_changes_are_read_once_when_it_has_been_quiet()
    {
        var reads = new List<DateTimeOffset>();
        var start = _time.GetUtcNow();
        using var watch = new FolderWatch(Path.Combine(_root, "nowhere"), Watching(), _time, () => reads.Add(_time.GetUtcNow()), _ => { });
        watch.Touch();
        _time.Advance(TimeSpan.FromMilliseconds(299));
        watch.Touch();
        _time.Advance(TimeSpan.FromMilliseconds(299));
        Assert.Empty(reads);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([start.AddMilliseconds(599)], reads);
    }

    [Fact]
    public async Task the_system_reports_changes()
    {
        // The one test on the real clock: it waits for the event itself, and the check interval can't help it.
        using var accounts = new FolderAccounts(Watching() with { CheckInterval = TimeSpan.FromHours(1), QuietTime = TimeSpan.FromMilliseconds(10) }, TimeProvider.System, _log);
        await accounts.StartAsync(Stop);
        var loaded = _log.Next(line => line == "Information: Account shop loaded with 1 bots");
        Write("shop/flows/main.yaml", "fallback: Pardon?");
        await loaded.WaitAsync(TimeSpan.FromSeconds(30), Stop);
    }

    private FolderAccountsOptions Watching() => new() { Path = _root, EnvironmentVariable = _ => "a value of some length" };
}
