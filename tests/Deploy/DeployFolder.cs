using Conversations.Tests.AccountFolders;
using YamlDotNet.RepresentationModel;

namespace Conversations.Tests.Deployments;

/// <summary>The files of <c>deploy/</c>.</summary>
internal static class DeployFolder
{
    public static string Path(params string[] parts) => Repository.Path(["deploy", .. parts]);

    /// <summary>All of them but what an operator keeps there: settings and secrets of his own.</summary>
    public static IEnumerable<string> Files => Directory.GetFiles(Path(), "*", SearchOption.AllDirectories)
        .Where(file => System.IO.Path.GetFileName(file) is not (".env" or "secret.yaml"));

    /// <summary>What kustomize applies or an operator does: one object a file.</summary>
    public static IEnumerable<string> Manifests => Directory.GetFiles(Path("kubernetes"), "*.yaml")
        .Where(file => System.IO.Path.GetFileName(file) is not ("kustomization.yaml" or "secret.yaml"));

    public static string Text(params string[] parts) => File.ReadAllText(Path(parts));

    public static YamlNode Yaml(params string[] parts)
    {
        using var text = new StreamReader(Path(parts));
        var stream = new YamlStream();
        stream.Load(text);
        return Assert.Single(stream.Documents).RootNode;
    }

    /// <summary>What stands at a path of keys and positions.</summary>
    public static YamlNode At(this YamlNode node, params object[] path) => path.Aggregate(node, (at, step) => step is int i ? at[i] : at[(string)step]);

    public static IEnumerable<YamlNode> Items(this YamlNode node) => Assert.IsType<YamlSequenceNode>(node);

    public static IReadOnlyDictionary<string, YamlNode> Entries(this YamlNode node) =>
        Assert.IsType<YamlMappingNode>(node).ToDictionary(entry => entry.Key.ToString(), entry => entry.Value);

    public static int Number(this YamlNode node) => int.Parse(node.ToString());
}
