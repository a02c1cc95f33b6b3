using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Conversations.Functions;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Functions.Runtime;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_a_function_orchestrates_others(FunctionHosts hosts) : IClassFixture<FunctionHosts>
{
    private readonly ConcurrentQueue<string> _invoked = [];
    private readonly ConcurrentQueue<long> _invokedAt = [];

    [Theory]
    [InlineData("const { Toolbelt } = require('lp-faas-toolbelt'); const client = Toolbelt.OrchestratorClient();")]
    [InlineData("const { OrchestratorClient } = require('core-functions-toolbelt'); const client = new OrchestratorClient();")]
    public async Task it_has_an_answer_for_each_in_their_order(string client)
    {
        var run = await Run($"{client} return await client.invoke([{{ uuid: 'slow', payload: {{ a: 1 }}, headers: {{ h: 'x' }} }}, {{ uuid: 'quick', payload: 2 }}], 5000, {{ invokeParallel: true }});");
        Assert.Equal("""[{"uuid":"slow","headers":{},"body":"slow","statusCode":200},{"uuid":"quick","headers":{},"body":"quick","statusCode":200}]""", run.Result);
        Assert.Equal(["""{"uuid":"slow","headers":{"h":"x"},"payload":{"a":1},"timeout":2500}""", """{"uuid":"quick","headers":{},"payload":2,"timeout":2500}"""], _invoked.Order().Reverse());
    }

    [Fact]
    public async Task they_run_one_after_the_other_unless_it_says_otherwise()
    {
        var run = await Run(Invoke("[{ uuid: 'slow' }, { uuid: 'failing' }, { uuid: 'quick' }]", "5000"));
        Assert.Equal((FunctionErrors.CustomFailure, 2), (run.ErrorCode, _invoked.Count));
    }

    [Fact]
    public async Task errors_are_its_own_matter_when_it_says_so()
    {
        var run = await Run(Invoke("[{ uuid: 'failing' }, { uuid: 'quick' }]", "5000, { errorStrategy: 'ContinueOnError' }"));
        Assert.Equal("""[{"uuid":"failing","headers":{},"body":null,"statusCode":901,"error":{"code":"custom","message":"no"}},{"uuid":"quick","headers":{},"body":"quick","statusCode":200}]""", run.Result);
        Assert.Equal(2, _invoked.Count);
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData(", retries: 2", 2)]
    [InlineData(", retries: 1", 1)]
    [InlineData(", retries: 5, retryFunction: (r) => r.statusCode !== 503", 1)]
    public async Task what_may_pass_is_tried_again(string how, int attempts)
    {
        var status = how.Contains("503", StringComparison.Ordinal) ? 503 : 502;
        var run = await Run(Invoke($"[{{ uuid: '{status}'{how} }}]", "5000, { errorStrategy: 'ContinueOnError' }"));
        Assert.Equal(attempts, _invoked.Count);
        Assert.StartsWith($$"""[{"uuid":"{{status}}","headers":{},"body":null,"statusCode":{{status}},""", run.Result);
    }

    [Fact]
    public async Task each_attempt_waits_a_little_longer()
    {
        await Run(Invoke("[{ uuid: '500' }]", "25000, { errorStrategy: 'ContinueOnError' }"));
        // 100 ms and then 200; timers round to milliseconds, and a slow machine only makes it longer.
        var at = _invokedAt.ToArray();
        Assert.Equal(3, at.Length);
        Assert.True(Stopwatch.GetElapsedTime(at[0], at[1]) > TimeSpan.FromMilliseconds(95));
        Assert.True(Stopwatch.GetElapsedTime(at[1], at[2]) > TimeSpan.FromMilliseconds(195));
    }

    [Fact]
    public async Task a_call_that_takes_too_long_is_given_up()
    {
        var run = await Run(Invoke("[{ uuid: 'never', retries: 1 }, { uuid: 'quick' }]", "5000, { errorStrategy: 'ContinueOnError', timeout: 200 }"));
        using var responses = JsonDocument.Parse(run.Result!);
        Assert.Equal([504, 200], responses.RootElement.EnumerateArray().Select(response => response.GetProperty("statusCode").GetInt32()));
    }

    [Fact]
    public async Task the_deadline_is_for_all_of_them()
    {
        var run = await Run($"try {{ {Invoke("[{ uuid: 'never' }]", "300")} }} catch (e) {{ return e.code; }}");
        Assert.Equal($"\"{FunctionErrors.OrchestratorTimeout}\"", run.Result);
    }

    [Fact]
    public async Task a_deadline_beyond_25_seconds_is_cut_with_a_warning()
    {
        var run = await Run(Invoke("[{ uuid: 'quick' }]", "60000"));
        Assert.Equal(("Warn", "The deadline of 60000 ms is cut to 25000 ms."), (run.Logs[0].Level, run.Logs[0].Message));
        Assert.Contains("\"timeout\":25000", Assert.Single(_invoked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_is_refused_is_not_tried_again()
    {
        var run = await Run(Invoke("[{ uuid: 'refused' }]", "5000, { errorStrategy: 'ContinueOnError' }"));
        Assert.Contains("\"statusCode\":400", run.Result, StringComparison.Ordinal);
        Assert.Single(_invoked);
    }

    private static string Invoke(string invocations, string arguments) =>
        $"const {{ Toolbelt }} = require('lp-faas-toolbelt'); return await Toolbelt.OrchestratorClient().invoke({invocations}, {arguments});";

    private Task<FunctionRun> Run(string body) => hosts.Run(body, host: new SilentHost { OnInvoke = Answer });

    private async Task<HostAnswer> Answer(string invocation, CancellationToken over)
    {
        _invokedAt.Enqueue(Stopwatch.GetTimestamp());
        _invoked.Enqueue(invocation);
        using var json = JsonDocument.Parse(invocation);
        var uuid = json.RootElement.GetProperty("uuid").GetString()!;
        if (uuid is "never")
        {
            await Task.Delay(Timeout.Infinite, over);
        }
        if (uuid is "slow")
        {
            await Task.Delay(100, over);
        }
        return uuid switch
        {
            "refused" => HostAnswer.Refused("These functions call each other in a circle."),
            "failing" => HostAnswer.Of("""{"statusCode":901,"error":{"code":"custom","message":"no"}}"""),
            _ when int.TryParse(uuid, CultureInfo.InvariantCulture, out var status) => HostAnswer.Of($$$"""{"statusCode":{{{status}}},"error":{"code":"x","message":"y"}}"""),
            _ => HostAnswer.Of($$"""{"statusCode":200,"body":"{{uuid}}"}"""),
        };
    }
}
