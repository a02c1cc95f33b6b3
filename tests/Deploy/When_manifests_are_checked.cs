using System.Text.Json;
using Conversations.Tests.RealClients;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Deployments;

/// <summary>Held against the schemas of Kubernetes and Compose and the grammar of Dockerfiles, as npm packages carry them.</summary>
public sealed class When_manifests_are_checked : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("conversations-manifests-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task what_Kubernetes_is_given_fits_its_schema() => Assert.Empty(await Faults([.. DeployFolder.Manifests]));

    [Fact]
    public async Task what_kustomize_makes_of_it_fits_too()
    {
        var kubectl = Programs.Find("kubectl");
        Assert.SkipWhen(kubectl is null, "There is no kubectl: install one of version 1.25 or later (https://kubernetes.io/docs/tasks/tools).");
        var rendered = Path.Combine(_folder, "rendered.yaml");
        var (code, output) = await Programs.Run(kubectl!, ["kustomize", DeployFolder.Path("kubernetes"), "--output", rendered]);
        Assert.True(code is 0, output);
        Assert.Empty(await Faults(rendered));
    }

    [Fact]
    public async Task what_Compose_is_given_fits_its_schema() => Assert.Empty(await Faults(DeployFolder.Path("compose.yaml")));

    [Fact]
    public async Task the_Dockerfile_has_no_fault() => Assert.Empty(await Faults(DeployFolder.Path("Dockerfile")));

    [Theory]
    [InlineData("kubernetes/deployment.yaml", "readinessProbe:", "readinesProbe:", "readinesProbe is no field")]
    [InlineData("kubernetes/deployment.yaml", "minReadySeconds: 10", "minReadySeconds: ten", "/spec/minReadySeconds type")]
    [InlineData("kubernetes/autoscaler.yaml", "autoscaling/v2", "autoscaling/v9", "there is no kind HorizontalPodAutoscaler in autoscaling/v9")]
    [InlineData("kubernetes/service.yaml", "targetPort: http", "targetport: http", "targetport is no field")]
    [InlineData("compose.yaml", "read_only: true", "readonly: true", "must NOT have additional properties")]
    [InlineData("Dockerfile", "EXPOSE", "EXPOSES", "Unknown instruction: EXPOSES")]
    public async Task a_slip_is_found(string file, string right, string wrong, string fault)
    {
        var copy = Path.Combine(_folder, Path.GetFileName(file));
        await File.WriteAllTextAsync(copy, DeployFolder.Text(file).Replace(right, wrong, StringComparison.Ordinal));
        Assert.Contains(await Faults(copy), found => found.Contains(fault, StringComparison.Ordinal));
    }

    /// <summary>What is wrong; that each file was looked at is held, too.</summary>
    private static async Task<List<string>> Faults(params string[] files)
    {
        var (code, output) = await Programs.Run(NodeTools.Node(), ["manifests.mjs", .. files], NodeTools.Folder);
        Assert.True(code is 0, output);
        var lines = output.Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal(files.Order(), lines.Select(line => line.GetProperty("file").GetString()!).Distinct().Order());
        return [.. lines.Where(line => line.TryGetProperty("fault", out _))
            .Select(line => $"{Path.GetFileName(line.GetProperty("file").GetString())}, {line.GetProperty("document")}: {line.GetProperty("fault")}")];
    }
}
