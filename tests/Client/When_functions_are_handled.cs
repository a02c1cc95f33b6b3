using Conversations.Functions;
using Conversations.Tests.Functions;
using Conversations.Tests.Http;

namespace Conversations.Tests.Client;

public sealed class When_functions_are_handled : IAsyncLifetime
{
    private readonly FakeRuntime _runtime = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("conversations-functions-").FullName;
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await _runtime.Start();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task one_is_begun_put_tested_deployed_and_watched()
    {
        _runtime.Does = (call, _, _) => Task.FromResult(FakeRuntime.Result("[]") with
        {
            Logs = [new FunctionLogEntry { Level = "Info", Message = "greeting", Extras = "[1]", Timestamp = call.Now }],
        });
        var begun = await Run("functions", "new", "new-conversation", "--name", "welcome", "--output", _folder);
        Assert.Contains("conversations functions put", begun.Out, StringComparison.Ordinal);
        var put = await Run(At("functions", "put", Path.Combine(_folder, "welcome.js")));
        Assert.StartsWith("welcome ", put.Out, StringComparison.Ordinal);
        Assert.Contains("Draft", put.Out, StringComparison.Ordinal);
        var tested = await Run(At("functions", "test", "welcome"));
        Assert.Equal(["  Info   greeting [1]", "[]"], tested.Lines);
        Assert.Contains("\"firstConversation\":true", _runtime.Calls[0].Payload, StringComparison.Ordinal);
        Assert.Contains("Productive", (await Run(At("functions", "deploy", "welcome"))).Out, StringComparison.Ordinal);
        var id = await _server.Open();
        await _server.Until(() => _server.Invocations("welcome"), i => i.Length == 1);
        var logs = await Run(At("functions", "logs", "welcome"));
        Assert.Contains($"CONSUMER_OPEN_NEW_CONVERSATION_FIRST_TIME  {id}", logs.Lines[0], StringComparison.Ordinal);
        Assert.Equal("  Info   greeting [1]", logs.Lines[1]);
        var replayed = await Run(At("functions", "replay", "welcome", logs.Lines[0].Split("  ")[1]));
        Assert.Equal("It came to the same.", replayed.Lines[^1]);
        Assert.Contains("deployment 1", (await Run(At("functions", "list"))).Out, StringComparison.Ordinal);
        Assert.Contains("Draft", (await Run(At("functions", "undeploy", "welcome"))).Out, StringComparison.Ordinal);
        Assert.Contains("Productive", (await Run(At("functions", "redeploy", "welcome", "1"))).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_test_that_fails_ends_with_1_and_says_why()
    {
        _runtime.Does = (_, _, _) => Task.FromResult(FakeRuntime.Failure(FunctionErrors.RuntimeException));
        await _server.Put("f", new { code = "x" });
        var cli = await Run(1, At("functions", "test", "f", "--payload", "conversation-end"));
        Assert.Contains(FunctionErrors.RuntimeException, cli.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_is_not_there_or_wrong_is_one_sentence()
    {
        Assert.Contains("new-conversation", (await Run(2, "functions", "new", "nonsense")).Error, StringComparison.Ordinal);
        Assert.Contains("There is no function 'nobody'", (await Run(5, At("functions", "deploy", "nobody"))).Error, StringComparison.Ordinal);
        Assert.Contains("functions new", (await Run(5, At("functions", "put", Path.Combine(_folder, "none.js")))).Error, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(_folder, "odd.yaml"), "evnt: x\n", TestContext.Current.CancellationToken);
        Assert.Contains("odd.yaml:1", (await Run(1, At("functions", "put", Path.Combine(_folder, "odd.yaml")))).Error, StringComparison.Ordinal);
        Assert.Contains("conversations functions put --help", (await Run(2, "functions", "put")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_help_of_each_has_examples()
    {
        foreach (var name in new[] { "list", "new", "put", "deploy", "undeploy", "redeploy", "test", "logs", "replay" })
        {
            Assert.Contains($"  conversations functions {name}", (await Run("functions", name, "--help")).Lines.SkipWhile(l => l != "Examples:").ElementAt(1), StringComparison.Ordinal);
        }
    }

    private string[] At(params string[] args) => Cli.At(_server, args);

    private static Task<Cli> Run(params string[] args) => Run(0, args);

    private static async Task<Cli> Run(int exitCode, params string[] args)
    {
        var cli = await Cli.Run(args);
        Assert.True(exitCode == cli.ExitCode, $"{string.Join(' ', args)} ended with {cli.ExitCode}: {cli.Error}{cli.Out}");
        return cli;
    }
}
