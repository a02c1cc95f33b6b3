using System.Collections.Concurrent;
using System.Diagnostics;
using Conversations.Functions;
using Conversations.Silo.Functions.Host;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Functions.Runtime;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_the_function_host_is_killed
{
    [Fact]
    public async Task it_is_replaced_and_every_caller_hears_of_it()
    {
        await using var runtime = FunctionHosts.New();
        var call = FunctionHosts.Body("let sum = 0; for (let i = 0; i < 2000; i++) sum += i; return sum;");
        Assert.Null((await runtime.Run(call, new SilentHost(), default)).ErrorMessage);
        using CancellationTokenSource stop = new();
        ConcurrentQueue<FunctionRun> ended = [];
        var load = Enumerable.Range(0, 32).Select(_ => Load(runtime, call, ended, stop.Token)).ToArray();
        // All of them again and again, as soon as those that replaced them have done some work.
        HashSet<int> killed = [];
        using CancellationTokenSource patience = new(TimeSpan.FromMinutes(2));
        for (var before = 0; killed.Count < 9 || ended.All(run => run.Succeeded); before = ended.Count)
        {
            while (ended.Skip(before).Count(run => run.Succeeded) < 200)
            {
                Assert.False(patience.IsCancellationRequested, $"Processes were not replaced; {killed.Count} were killed.");
                await Task.Delay(10, CancellationToken.None);
            }
            foreach (var pid in runtime.ProcessIds.Where(killed.Add)) Kill(pid);
        }
        await stop.CancelAsync();
        await Task.WhenAll(load);
        var runs = ended.ToArray();
        var lost = runs.Where(run => !run.Succeeded).ToArray();
        TestContext.Current.TestOutputHelper!.WriteLine($"{runs.Length} runs, {lost.Length} lost, {killed.Count} processes killed");
        Assert.All(lost, run => Assert.Equal((FunctionErrors.Unavailable, true), (run.ErrorCode, run.Transient)));
        Assert.All(runs.Where(run => run.Succeeded), run => Assert.Equal("1999000", run.Result));
        Assert.Equal("1999000", (await Retried(runtime, call)).Result);
    }

    [Fact]
    public async Task one_that_no_longer_moves_is_replaced()
    {
        await using var runtime = FunctionHosts.New(options => options.ComputingTime = TimeSpan.FromMilliseconds(100));
        var call = FunctionHosts.Body("return 1;");
        await runtime.Run(call, new SilentHost(), default);
        var before = runtime.ProcessIds;
        foreach (var pid in before)
        {
            Process.Start("kill", ["-STOP", $"{pid}"]).WaitForExit();
        }
        var run = await runtime.Run(call, new SilentHost(), default).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((FunctionErrors.Unavailable, true), (run.ErrorCode, run.Transient));
        using CancellationTokenSource late = new(TimeSpan.FromSeconds(30));
        while (runtime.ProcessIds.Intersect(before).Any())
        {
            await Task.Delay(50, late.Token);
        }
        Assert.Equal("1", (await Retried(runtime, call)).Result);
    }

    [Fact]
    public async Task it_ends_with_its_silo()
    {
        var runtime = FunctionHosts.New();
        await runtime.Run(FunctionHosts.Body("return 1;"), new SilentHost(), default);
        var processes = runtime.ProcessIds.Select(pid => Process.GetProcessById(pid)).ToArray();
        Assert.NotEmpty(processes);
        await runtime.DisposeAsync();
        Assert.All(processes, process => Assert.True(process.HasExited));
    }

    private static async Task Load(JavaScriptRuntime runtime, FunctionCall call, ConcurrentQueue<FunctionRun> ended, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            ended.Enqueue(await runtime.Run(call, new SilentHost(), default).WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None));
        }
    }

    private static async Task<FunctionRun> Retried(JavaScriptRuntime runtime, FunctionCall call)
    {
        FunctionRun run;
        var attempts = 0;
        do
        {
            run = await runtime.Run(call, new SilentHost(), default).WaitAsync(TimeSpan.FromSeconds(30));
        }
        while (run.Transient && ++attempts < 20);
        return run;
    }

    private static void Kill(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            process.Kill();
        }
        catch (ArgumentException)
        {
            // It was gone already.
        }
    }
}
