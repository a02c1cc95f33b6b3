using Conversations.Silo.Hosting;
using Conversations.Tests.Http;
using YamlDotNet.RepresentationModel;

namespace Conversations.Tests.Deployments;

/// <summary>What no schema knows: that the manifests fit the server and each other.</summary>
public sealed class The_silos_in_containers
{
    /// <summary>What is left of the grace period when everything took as long as it may.</summary>
    private const int Room = 10;

    private static readonly YamlNode Compose = DeployFolder.Yaml("compose.yaml");
    private static readonly YamlNode Pod = DeployFolder.Yaml("kubernetes", "deployment.yaml").At("spec", "template", "spec");
    private static readonly YamlNode Container = Pod.At("containers", 0);

    private static List<Dictionary<string, YamlNode>> Silos =>
        [.. Compose.At("services").Entries().Where(s => s.Key.StartsWith("silo-", StringComparison.Ordinal)).Select(s => Merged(s.Value))];

    private static int Http => new Uri(SiloApp.DefaultUrl).Port;
    private static int SiloPort => (int)ServerSettings.Default("Cluster:SiloPort")!;
    private static int Gateway => (int)ServerSettings.Default("Cluster:GatewayPort")!;

    [Fact]
    public async Task are_probed_where_the_server_answers()
    {
        await using var server = await Server.Start();
        foreach (var probe in new[] { "startupProbe", "readinessProbe", "livenessProbe" })
        {
            var reply = await server.Get(Container.At(probe, "httpGet", "path").ToString(), key: null);
            Assert.True(reply.Status is 200, $"{probe}: {reply.Status}");
            Assert.Equal("http", Container.At(probe, "httpGet", "port").ToString());
        }
    }

    [Fact]
    public void are_alive_while_the_database_is_away()
    {
        Assert.EndsWith("/live", Container.At("livenessProbe", "httpGet", "path").ToString());
        Assert.EndsWith("/live", Container.At("startupProbe", "httpGet", "path").ToString());
        Assert.EndsWith("/ready", Container.At("readinessProbe", "httpGet", "path").ToString());
    }

    [Fact]
    public void listen_on_the_ports_that_are_named()
    {
        Assert.Equal(
            [("http", Http), ("silo", SiloPort), ("gateway", Gateway)],
            Container.At("ports").Items().Select(p => (p["name"].ToString(), p["containerPort"].Number())));
        Assert.Contains($"EXPOSE {Http} {SiloPort} {Gateway}\n", DeployFolder.Text("Dockerfile"));
        Assert.Contains($"ASPNETCORE_HTTP_PORTS={Http} ", DeployFolder.Text("Dockerfile"));
        Assert.All(Silos, silo => Assert.EndsWith($":{Http}", Assert.Single(silo["ports"].Items()).ToString()));
        Assert.Equal("http", DeployFolder.Yaml("kubernetes", "service.yaml").At("spec", "ports", 0, "targetPort").ToString());
    }

    [Fact]
    public void are_let_talk_to_each_other_and_by_nobody_else_there()
    {
        var ingress = DeployFolder.Yaml("kubernetes", "network-policy.yaml").At("spec", "ingress").Items().ToList();
        Assert.Equal(2, ingress.Count);
        Assert.Equal([Http], Ports(ingress[0]));
        Assert.Equal([SiloPort, Gateway], Ports(ingress[1]));
        var peer = Assert.Single(ingress[1]["from"].Items());
        var labels = DeployFolder.Yaml("kubernetes", "deployment.yaml").At("spec", "template", "metadata", "labels");
        Assert.Equal(labels, peer.At("podSelector", "matchLabels"));
    }

    [Fact]
    public void are_given_the_time_to_drain()
    {
        var config = DeployFolder.Yaml("kubernetes", "config.yaml")["data"];
        Assert.True(Pod["terminationGracePeriodSeconds"].Number() >= Drain(config) + Room);
        Assert.All(Silos, silo => Assert.True(Seconds(silo["stop_grace_period"].ToString()) >= Drain(Environment(silo)) + Room));
        var unit = DeployFolder.Text("systemd", "conversations.service");
        Assert.True(Value(unit, "TimeoutStopSec=") >= Value(unit, "Environment=Shutdown__Seconds=") + Room);
    }

    [Fact]
    public void know_their_own_address_and_name()
    {
        var fields = Container["env"].Items().ToDictionary(e => e["name"].ToString(), e => e.At("valueFrom", "fieldRef", "fieldPath").ToString());
        Assert.Equal(("status.podIP", "metadata.name"), (fields["Cluster__Address"], fields["Cluster__Name"]));
        Assert.All(Silos, silo => Assert.Equal(silo["networks"].At("silos", "ipv4_address"), Environment(silo)["Cluster__Address"]));
        Assert.Equal(Silos.Count, Silos.Select(silo => Environment(silo)["Cluster__Name"].ToString()).Distinct().Count());
    }

    [Fact]
    public void are_reached_from_this_machine_alone_in_Compose() => Assert.All(
        Compose.At("services").Entries().Values.Select(s => s.Entries().GetValueOrDefault("ports")).OfType<YamlNode>().SelectMany(p => p.Items()),
        port => Assert.StartsWith("127.0.0.1:", port.ToString()));

    [Fact]
    public void have_the_keys_that_the_account_names()
    {
        var account = DeployFolder.Yaml("accounts", "shop", "account.yaml");
        var names = account["apiKeys"].Items().Select(k => k["keyFromEnvironment"]).Concat(account["directLineSecrets"].Items().Select(s => s["secretFromEnvironment"]))
            .Select(name => name.ToString()).ToList();
        Assert.Equal(2, names.Count);
        Assert.All(names, name => Assert.Contains(name, DeployFolder.Yaml("kubernetes", "secret.example.yaml")["stringData"].Entries().Keys));
        Assert.All(names, name => Assert.Contains($"\n{name}=", DeployFolder.Text(".env.example")));
        Assert.All(Silos, silo => Assert.All(names, name => Assert.Contains(name, Environment(silo).Keys)));
    }

    [Fact]
    public void are_all_that_kustomize_applies()
    {
        var resources = DeployFolder.Yaml("kubernetes", "kustomization.yaml")["resources"].Items().Select(r => r.ToString()).ToList();
        var files = DeployFolder.Manifests.Select(Path.GetFileName).Where(f => f is not "secret.example.yaml").Append("../accounts");
        Assert.Equal(files.Order(), resources.Order());
    }

    private static List<int> Ports(YamlNode rule) => [.. rule["ports"].Items().Select(p => p["port"].Number())];

    private static int Drain(YamlNode settings) => Drain(settings.Entries());

    private static int Drain(IReadOnlyDictionary<string, YamlNode> settings) => settings["Shutdown__Seconds"].Number() + settings["Shutdown__ReadyDelaySeconds"].Number();

    private static Dictionary<string, YamlNode> Environment(Dictionary<string, YamlNode> silo) => Merged(silo["environment"]);

    /// <summary>With what it takes over by <c>&lt;&lt;</c>, which YAML's own model leaves to the reader.</summary>
    private static Dictionary<string, YamlNode> Merged(YamlNode node)
    {
        var own = node.Entries();
        return own["<<"].Entries().Concat(own.Where(e => e.Key is not "<<")).ToDictionary();
    }

    private static int Seconds(string duration) => int.Parse(duration.TrimEnd('s'));

    private static int Value(string unit, string key) =>
        int.Parse(unit.Split('\n').Single(line => line.StartsWith(key, StringComparison.Ordinal))[key.Length..]);
}
