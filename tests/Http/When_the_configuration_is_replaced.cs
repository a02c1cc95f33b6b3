using System.Text.Json;
using Conversations.Accounts.Loading;
using Conversations.Silo.Accounts;
using Conversations.Tests.AccountFolders;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Http;

public sealed class When_the_configuration_is_replaced : IAsyncLifetime
{
    private const string Address = "/v1/accounts/shop/configuration";
    private const string Admin = "a key for admins";
    private const string Agent = "a key for agents";

    private readonly string _root = Directory.CreateTempSubdirectory("configuration-").FullName;
    private Server _server = null!;

    private string Folder => Path.Combine(_root, "shop");

    public async ValueTask InitializeAsync()
    {
        Account("""

            # keys: mind the spaces
            apiKeys:
              - {name: admin, role: admin, key: a key for admins}
              - {name: agent, role: agent, key: a key for agents}
              - {name: far, role: backend, keyFromEnvironment: FAR_KEY}
            """).WriteTo(Folder);
        _server = await Server.Start(services => services
            .AddSingleton(new FolderAccountsOptions { Path = _root, Watch = false, EnvironmentVariable = name => $"the value of {name}" })
            .AddFolderAccounts(new ConfigurationBuilder().Build()));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    private static Files Account(string more) => Files.With("account.yaml", Files.Account + more + "\n");

    private async Task<(Dictionary<string, string> Files, string Version)> Read()
    {
        var reply = await _server.Get(Address, Admin);
        Assert.Equal(200, reply.Status);
        return (reply.Json.GetProperty("files").Deserialize<Dictionary<string, string>>()!, reply.Text("version"));
    }

    private Task<Reply> Put(Dictionary<string, string> files, string? version = null, string key = Admin) =>
        _server.Send(HttpMethod.Put, Address, key, JsonSerializer.Serialize(new { files, version }));

    private string[] OnDisk() => [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_root, f)).Order()];

    [Fact]
    public async Task it_is_shown_without_keys_and_with_its_comments()
    {
        var (files, version) = await Read();
        Assert.Equal(["account.yaml", "bots/helper.yaml", "environments/live.yaml", "flows/main.yaml"], files.Keys);
        Assert.Contains("# keys: mind the spaces", files["account.yaml"]);
        Assert.Contains("{name: admin, role: admin, key: \"***\"}", files["account.yaml"]);
        Assert.DoesNotContain("a key for", files["account.yaml"]);
        Assert.Equal(version, (await Read()).Version);
    }

    [Fact]
    public async Task it_serves_at_once_and_masked_keys_stay()
    {
        var (files, version) = await Read();
        files["account.yaml"] = files["account.yaml"].Replace("skills: [support]", "skills: [support, returns]", StringComparison.Ordinal);
        files["functions/greet.yaml"] = "event: Messaging TTR";
        files["functions/greet.js"] = "function lambda(input, callback) { callback(); }";
        files.Remove("environments/live.yaml");
        files["bots/helper.yaml"] = "flow: main";
        var reply = await Put(files, version);
        Assert.Equal(200, reply.Status);
        Assert.Contains("returns", (await _server.Get("/v1/accounts/shop/skills", Agent)).Body);
        var (after, newVersion) = await Read();
        Assert.Equal((reply.Text("version"), true), (newVersion, newVersion != version));
        Assert.Equal(files.Keys.Order(), after.Keys);
        Assert.Contains("{name: admin, role: admin, key: \"a key for admins\"}", await File.ReadAllTextAsync(Path.Combine(Folder, "account.yaml"), TestContext.Current.CancellationToken));
        Assert.Equal(["shop"], Directory.GetFileSystemEntries(_root).Select(Path.GetFileName));
    }

    [Fact]
    public async Task a_fault_changes_nothing_and_is_told_with_its_place()
    {
        var (files, version) = await Read();
        files["bots/helper.yaml"] = "flow: mian";
        files["../escaped.yaml"] = "a: b";
        files[".hidden"] = "a";
        var reply = await Put(files);
        Assert.Equal((400, "invalid_configuration"), (reply.Status, reply.Code));
        Assert.Equal(
            ["../escaped.yaml:1", ".hidden:1", "bots/helper.yaml:1"],
            reply.Json.GetProperty("errors").EnumerateArray().Where(e => !e.GetProperty("message").GetString()!.StartsWith("Warning", StringComparison.Ordinal))
                .Select(e => $"{e.GetProperty("path")}:{e.GetProperty("line")}").Distinct().Order());
        Assert.Equal(version, (await Read()).Version);
        Assert.False(File.Exists(Path.Combine(_root, "escaped.yaml")));
    }

    [Theory]
    [InlineData("secrets: [API_TOKEN]", "secrets: [API_TOKEN, PATH]", "the environment variable 'PATH' is not in 'secrets' of the account's folder, and only its owner may add one there; remove it here")]
    [InlineData("keyFromEnvironment: FAR_KEY", "keyFromEnvironment: API_TOKEN", "the environment variable 'API_TOKEN' is not in 'keyFromEnvironment' of the account's folder, and only its owner may add one there; remove it here")]
    [InlineData("apiKeys:", "directLineSecrets: [{name: s, secretFromEnvironment: FAR_KEY}]\napiKeys:", "the environment variable 'FAR_KEY' is not in 'secretFromEnvironment' of the account's folder, and only its owner may add one there; remove it here")]
    public async Task nobody_names_variables_of_the_server_from_afar(string from, string to, string expected)
    {
        var (files, version) = await Read();
        files["account.yaml"] = files["account.yaml"].Replace(from, to, StringComparison.Ordinal);
        var reply = await Put(files);
        Assert.Equal((400, "invalid_configuration"), (reply.Status, reply.Code));
        Assert.Contains(reply.Json.GetProperty("errors").EnumerateArray(), e => e.GetProperty("message").GetString() == expected);
        Assert.Equal(version, (await Read()).Version);
    }

    [Fact]
    public async Task one_made_from_an_older_version_is_refused()
    {
        var (files, version) = await Read();
        files["flows/main.yaml"] = Files.Flow.Replace("Sorry?", "Pardon?", StringComparison.Ordinal);
        Assert.Equal(200, (await Put(files, version)).Status);
        var late = await Put(files, version);
        Assert.Equal((409, "configuration_changed"), (late.Status, late.Code));
    }

    [Fact]
    public async Task only_an_admin_reads_and_writes_it()
    {
        var (files, _) = await Read();
        Assert.Equal((403, 403), ((await _server.Get(Address, Agent)).Status, (await Put(files, key: Agent)).Status));
        Assert.Equal(401, (await _server.Get(Address, null)).Status);
        Assert.Equal(400, (await _server.Send(HttpMethod.Put, Address, Admin, "{}")).Status);
    }

    [Fact]
    public async Task a_readme_and_hidden_files_stay()
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "README.md"), "Read me.", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(Folder, "flows", ".draft.yaml"), "a", TestContext.Current.CancellationToken);
        var before = OnDisk();
        Assert.Equal(200, (await Put((await Read()).Files)).Status);
        Assert.Equal(before, OnDisk());
    }

    [Fact]
    public async Task a_folder_that_is_mounted_is_left_alone()
    {
        var (files, version) = await Read();
        Directory.Move(Folder, Path.Combine(_root, ".data"));
        Directory.CreateSymbolicLink(Folder, ".data");
        var reply = await Put(files);
        Assert.Equal((409, "configuration_read_only"), (reply.Status, reply.Code));
        Assert.Contains("the folder is a link", reply.Text("detail"));
        Assert.Equal(version, (await Read()).Version);
    }

    [Fact]
    public void a_folder_is_there_all_the_time()
    {
        var (gone, stop) = (0, false);
        var watcher = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                gone += File.Exists(Path.Combine(Folder, "account.yaml")) ? 0 : 1;
            }
        });
        watcher.Start();
        for (var i = 0; i < 20; i++)
        {
            FolderReplacement.Replace(Folder, Path.Combine(_root, ".shop.before"), new Dictionary<string, string> { ["account.yaml"] = $"defaultLanguage: en # {i}" });
        }

        Volatile.Write(ref stop, true);
        watcher.Join();
        Assert.Equal((0, "defaultLanguage: en # 19"), (gone, File.ReadAllText(Path.Combine(Folder, "account.yaml"))));
    }
}
