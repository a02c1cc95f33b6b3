using Conversations.Accounts.Loading;
using Microsoft.Extensions.Logging.Abstractions;

namespace Conversations.Tests.Deployments;

/// <summary>A ConfigMap in a container: the files are in a folder of a hidden name, reached by links, and are changed by changing one link.</summary>
public sealed class When_accounts_are_mounted : IDisposable
{
    private readonly string _mount = Directory.CreateTempSubdirectory("conversations-mount-").FullName;
    private readonly FolderAccounts _accounts;

    public When_accounts_are_mounted()
    {
        _accounts = new(new() { Path = _mount, Watch = false, EnvironmentVariable = name => $"the value of {name}" }, TimeProvider.System, NullLogger<FolderAccounts>.Instance);
        Publish("..2026_01", text => text);
        Directory.CreateSymbolicLink(Path.Combine(_mount, "shop"), "..data/shop");
    }

    public void Dispose()
    {
        _accounts.Dispose();
        Directory.Delete(_mount, recursive: true);
    }

    [Fact]
    public async Task the_account_serves()
    {
        await _accounts.StartAsync(TestContext.Current.CancellationToken);
        Assert.Empty(Assert.Single(_accounts.Health).Problems);
        Assert.Equal("helper", _accounts.Find("shop")!.DefaultBot);
    }

    [Fact]
    public async Task a_change_of_the_map_is_seen()
    {
        await _accounts.StartAsync(TestContext.Current.CancellationToken);
        Publish("..2026_02", text => text.Replace("Hello!", "Good day!", StringComparison.Ordinal));
        _accounts.Reload();
        Assert.StartsWith("Good day!", _accounts.Find("shop")!.Bots["helper"].Flow!.Steps[0].Message!.In("en", null));
    }

    /// <summary>As the volume in deployment.yaml and the map in accounts/kustomization.yaml say.</summary>
    private void Publish(string version, Func<string, string> edit)
    {
        var files = DeployFolder.Yaml("accounts", "kustomization.yaml").At("configMapGenerator", 0, "files").Items()
            .Select(file => file.ToString().Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var items = DeployFolder.Yaml("kubernetes", "deployment.yaml").At("spec", "template", "spec", "volumes", 0, "configMap", "items").Items().ToList();
        Assert.Equal(files.Count, items.Count);
        foreach (var item in items)
        {
            var target = Path.Combine(_mount, version, item["path"].ToString());
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, edit(DeployFolder.Text("accounts", files[item["key"].ToString()])));
        }
        File.Delete(Path.Combine(_mount, "..data"));
        File.CreateSymbolicLink(Path.Combine(_mount, "..data"), version);
    }
}
