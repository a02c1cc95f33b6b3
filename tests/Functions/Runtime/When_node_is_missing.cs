using Conversations.Functions;
using Conversations.Silo.Functions.Host;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Conversations.Tests.Functions.Runtime;

public sealed class When_node_is_missing
{
    [Theory]
    [InlineData("node-that-is-not-there", "JavaScript functions need Node.js 18 or newer, and 'node-that-is-not-there' can't be started: install it (for example 'apt-get install nodejs'), or name it in Functions:Node.")]
    [InlineData("true", "'true --version' answers '")]
    public async Task a_function_says_what_to_install(string node, string message)
    {
        await using JavaScriptRuntime runtime = new(Options.Create(new FunctionHostOptions { Node = node }), NullLogger<JavaScriptRuntime>.Instance);
        var run = await runtime.Run(FunctionHosts.Body("return 1;"), new SilentHost(), default);
        Assert.Equal((FunctionErrors.Unavailable, false), (run.ErrorCode, run.Transient));
        Assert.StartsWith(message, run.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void wrong_settings_are_told_all_at_once()
    {
        FunctionHostOptions options = new() { Node = " ", Workers = 0, ComputingTime = TimeSpan.FromMinutes(2), RunsPerWorker = 0, WarmFunctions = 0, MostWaiting = -1 };
        var checkedOptions = new FunctionHostOptionsCheck().Validate(null, options);
        Assert.Equal(6, checkedOptions.Failures!.Count());
        Assert.True(new FunctionHostOptionsCheck().Validate(null, new()).Succeeded);
    }
}
