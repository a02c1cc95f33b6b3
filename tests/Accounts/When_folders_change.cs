using Conversations.Accounts;
using Conversations.Accounts.Loading;
using Conversations.Tests.Logging;
using Conversations.Tests.Time;

namespace Conversations.Tests.AccountFolders;

public sealed class When_folders_change : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("accounts-").FullName;
    private readonly VirtualTime _time = new();
    private readonly LogLines<FolderAccounts> _log = new();
    private readonly FolderAccounts _accounts;

    public When_folders_change()
    {
        _accounts = new(new() { Path = _root, Watch = false, EnvironmentVariable = _ => "a value of some length" }, _time, _log);
        new Files().WriteTo(Path.Combine(_root, "shop"));
    }

    public void Dispose()
    {
        _accounts.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private void Write(string path, string text) => File.WriteAllText(Path.Combine(_root, path), text);

    private string? Hello => _accounts.Find("shop")?.Bots["helper"].Flow!.Fallback.In("en", null);

    [Fact]
    public async Task a_changed_folder_is_picked_up_without_a_restart()
    {
        await _accounts.StartAsync(Stop);
        Assert.Equal("Sorry?", Hello);
        Write("shop/flows/main.yaml", "fallback: Pardon?");
        _accounts.Reload();
        Assert.Equal("Pardon?", Hello);
    }

    [Fact]
    public async Task what_has_not_changed_stays_the_same_object_and_is_not_logged_again()
    {
        await _accounts.StartAsync(Stop);
        var (account, lines) = (_accounts.Find("shop"), _log.Lines.Count);
        _accounts.Reload();
        Assert.Same(account, _accounts.Find("shop"));
        Assert.Equal(lines, _log.Lines.Count);
    }

    [Fact]
    public async Task an_account_whose_folder_is_being_replaced_goes_on()
    {
        await _accounts.StartAsync(Stop);
        Directory.Move(_accounts.Root.FolderOf("shop"), _accounts.Root.SetAside("shop"));
        _accounts.Reload();
        Assert.Equal("Sorry?", Hello);
        Directory.Delete(_accounts.Root.SetAside("shop"), recursive: true);
        _accounts.Reload();
        Assert.Null(Hello);
    }

    [Fact]
    public async Task a_replacement_that_was_cut_short_is_undone_at_the_next_start()
    {
        Directory.Move(_accounts.Root.FolderOf("shop"), _accounts.Root.SetAside("shop"));
        await _accounts.StartAsync(Stop);
        Assert.Equal("Sorry?", Hello);
        Assert.Equal(["shop"], Directory.GetFileSystemEntries(_root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task a_wrong_change_is_refused_whole_and_the_last_good_version_goes_on()
    {
        await _accounts.StartAsync(Stop);
        Write("shop/flows/main.yaml", "fallback: Pardon?");
        Write("shop/bots/helper.yaml", "flow: mian");
        _accounts.Reload();
        Assert.Equal("Sorry?", Hello);
        var health = Assert.Single(_accounts.Health);
        Assert.Equal((true, true), (health.Serving, health.Refused));
        Assert.Contains("bots/helper.yaml:1: there is no flow 'mian'; did you mean 'main'?", health.Problems.Select(p => p.ToString()));
        Assert.Contains("Error: Account shop: bots/helper.yaml:1: there is no flow 'mian'; did you mean 'main'?", _log.Lines);
        Assert.Contains("Error: Account shop: the changed folder is refused whole, the account goes on as it was before", _log.Lines);
    }

    [Fact]
    public async Task a_corrected_folder_serves_again()
    {
        await _accounts.StartAsync(Stop);
        Write("shop/flows/main.yaml", "fallback: ''");
        _accounts.Reload();
        Write("shop/flows/main.yaml", "fallback: Pardon?");
        _accounts.Reload();
        Assert.Equal("Pardon?", Hello);
        Assert.False(Assert.Single(_accounts.Health).Refused);
    }

    [Fact]
    public async Task a_new_folder_is_a_new_account_and_a_deleted_one_goes_away()
    {
        await _accounts.StartAsync(Stop);
        new Files().WriteTo(Path.Combine(_root, "office"));
        _accounts.Reload();
        Assert.Equal(["office", "shop"], _accounts.All.Select(a => a.Id));
        Directory.Delete(Path.Combine(_root, "shop"), recursive: true);
        _accounts.Reload();
        Assert.Null(_accounts.Find("shop"));
        Assert.Equal(["office"], _accounts.All.Select(a => a.Id));
        Assert.Contains("Information: Account shop is no longer served, its folder is gone", _log.Lines);
    }

    [Fact]
    public async Task a_lost_mount_closes_no_account()
    {
        await _accounts.StartAsync(Stop);
        Directory.Move(_root, _root + "-away");
        _accounts.Reload();
        _accounts.Reload();
        Directory.Move(_root + "-away", _root);
        Assert.NotNull(_accounts.Find("shop"));
        Assert.Single(_log.Lines, l => l.StartsWith("Error: The accounts' folder"));
    }

    [Fact]
    public async Task at_the_start_a_broken_account_stops_no_other()
    {
        Files.With("account.yaml", "defaultLanguage: [").WriteTo(Path.Combine(_root, "broken"));
        Directory.CreateDirectory(Path.Combine(_root, ".git"));
        await _accounts.StartAsync(Stop);
        Assert.Equal(["shop"], _accounts.All.Select(a => a.Id));
        Assert.Null(_accounts.Find("broken"));
        Assert.Equal([("broken", false), ("shop", true)], _accounts.Health.Select(h => (h.Id, h.Serving)));
        Assert.Contains("Error: Account broken is not served until its folder is corrected", _log.Lines);
    }

    [Fact]
    public async Task starting_is_refused_with_the_list_when_no_account_loads()
    {
        Write("shop/flows/main.yaml", "fallback: ''");
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => _accounts.StartAsync(Stop));
        Assert.Contains("shop/flows/main.yaml:1: 'fallback' is empty; give a text or remove the key", refused.Message);
    }

    [Fact]
    public async Task starting_is_refused_when_there_is_no_folder_at_all()
    {
        using var accounts = new FolderAccounts(new() { Path = Path.Combine(_root, "nowhere") }, _time, _log);
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => accounts.StartAsync(Stop));
        Assert.Contains("Set Accounts:Path", refused.Message);
    }
}
