using Conversations.Functions;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Functions.Runtime;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_a_function_is_hostile(FunctionHosts hosts) : IClassFixture<FunctionHosts>
{
    // For what must come to an end at all: longer than any limit of a run, on any machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static TheoryData<string, string, string> Attacks => new()
    {
        { "endless loop", "for (;;);", FunctionErrors.TimeExceeded },
        { "endless loop that catches", "for (;;) try { for (;;); } catch {} finally { for (;;); }", FunctionErrors.TimeExceeded },
        { "endless loop with await", "while (true) await null;", FunctionErrors.TimeExceeded },
        { "endless promises", "const again = () => Promise.resolve().then(again); await again();", FunctionErrors.TimeExceeded },
        { "endless loop in the result", "return { toJSON() { for (;;); } };", FunctionErrors.TimeExceeded },
        { "endless loop in a message", "throw { toString() { for (;;); }, toJSON() { for (;;); } };", FunctionErrors.TimeExceeded },
        { "catastrophic pattern", "return /^(a+)+$/.test('a'.repeat(40) + 'b');", FunctionErrors.TimeExceeded },
        { "a promise that never settles", "await new Promise(() => {});", FunctionErrors.TimeExceeded },
        { "deep recursion", "(function down() { down(); })();", FunctionErrors.RuntimeException },
        { "deep recursion in getters", "const o = { get x() { return o.x; } }; return o.x;", FunctionErrors.RuntimeException },
        { "deep nesting", "let a = []; for (let i = 0; i < 100000; i++) a = [a]; return a;", FunctionErrors.RuntimeException },
        { "deep JSON", "return JSON.parse('['.repeat(1000000));", FunctionErrors.RuntimeException },
        { "a text of 1 GB", "let s = 'x'; for (;;) s += s;", FunctionErrors.MemoryExceeded },
        { "texts of 1 GB together", "const all = []; for (let i = 0; ; i++) all.push('x'.repeat(1 << 20) + i);", FunctionErrors.MemoryExceeded },
        { "a buffer of 1 GB", "return new ArrayBuffer(1 << 30).byteLength;", FunctionErrors.MemoryExceeded },
        { "buffers of 1 GB together", "const all = []; for (;;) all.push(new ArrayBuffer(1 << 20));", FunctionErrors.MemoryExceeded },
        { "an array of 1 GB", "return new Array(1e9).fill(0).length;", FunctionErrors.MemoryExceeded },
        { "10,000 log lines", "for (let i = 0; i < 10000; i++) try { console.log('line', i); } catch {}", FunctionErrors.LogLimitReached },
        { "a long log line", "console.log('x'.repeat(7000));", FunctionErrors.LogLimitReached },
        { "a huge result", "return 'x'.repeat(1 << 24);", FunctionErrors.RuntimeException },
        { "code from a text", "return (() => {}).constructor('return 1')();", FunctionErrors.RuntimeException },
        { "code from an async text", "return (async () => {}).constructor('return 1')();", FunctionErrors.RuntimeException },
        { "eval", "return eval('1');", FunctionErrors.RuntimeException },
        { "import", "return import('node:fs');", FunctionErrors.RuntimeException },
        { "require", "return require('fs');", FunctionErrors.CustomFailure },
    };

    [Theory]
    [MemberData(nameof(Attacks))]
    public async Task it_ends_with_the_code_of_the_limit_that_it_met(string attack, string body, string code)
    {
        var run = await (code == FunctionErrors.TimeExceeded ? hosts.Run(body) : hosts.RunPatiently(FunctionHosts.Body(body))).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal((attack, code), (attack, run.ErrorCode));
        Assert.False(run.Transient);
    }

    [Fact]
    public async Task log_lines_up_to_the_limit_are_kept()
    {
        var run = await hosts.Run("for (let i = 0; i < 10000; i++) console.log(i)");
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"{i}"), run.Logs.Select(line => line.Message));
    }

    [Fact]
    public async Task what_it_logged_before_an_endless_loop_is_kept()
    {
        var run = await hosts.Run("console.log('here'); Object.prototype.toJSON = () => { for (;;); }; for (;;);");
        Assert.Equal((FunctionErrors.TimeExceeded, "here"), (run.ErrorCode, Assert.Single(run.Logs).Message));
    }

    [Fact]
    public async Task it_finds_nothing_of_the_host()
    {
        var run = await hosts.Run("""
            const names = [];
            for (let o = this ?? globalThis; o; o = Object.getPrototypeOf(o)) names.push(...Reflect.ownKeys(o).map(String));
            return ['module', 'exports', 'Buffer', 'WebAssembly', 'std', 'os', 'bjson', 'gc', 'Worker', 'SharedArrayBuffer', 'XMLHttpRequest', '__dirname', 'InternalError']
              .filter(name => names.includes(name) || name in globalThis)
              .concat(Object.keys(process), Object.keys(process.env), process.constructor === Object ? [] : ['process'], input.constructor === Object ? [] : ['input']);
            """);
        Assert.Equal("""["env"]""", run.Result);
    }

    [Theory]
    [InlineData("Object.prototype.evil = 1; Array.prototype.push = null; JSON.stringify = () => '666'; Promise.prototype.then = null; globalThis.evil = 1; Math.random = () => 4; Date.now = () => 0; evil2 = 1; Object.freeze(Object.prototype); delete globalThis.Map;")]
    [InlineData("Object.defineProperty(Object.prototype, 'then', { get() { globalThis.evil = 1; return undefined; } }); Function.prototype.call = () => 1; Object.defineProperty(globalThis, 'fetch', { value: 1, configurable: false }); Error.prepareStackTrace = () => 1;")]
    [InlineData("setTimeout(() => { globalThis.evil = 1; }, 1); Promise.resolve().then(() => { for (;;) globalThis.evil = 1; }); new Promise(() => {});")]
    [InlineData("globalThis.evil = 1; const all = []; for (;;) all.push(new Array(1000).fill('evil'));")]
    [InlineData("globalThis.evil = 1; for (;;);")]
    public async Task no_other_run_sees_what_it_changed(string tampering)
    {
        const string probe = """
            return [typeof evil, typeof evil2, ({}).evil, [1].concat([2]).length, [].push(1), JSON.stringify({ a: 1 }), Math.random() < 1, Date.now(), typeof fetch, typeof Map, Object.isFrozen(Object.prototype), await Promise.resolve(5).then(x => x), typeof Error.prepareStackTrace];
            """;
        var code = FunctionHosts.Code($"let cache = 0; async function lambda(input) {{ cache++; if (input.payload.attack) {{ {tampering} }} else {{ {probe} }} return cache; }}");
        var other = FunctionHosts.Body(probe);
        var before = await hosts.Run(other);
        Assert.Null(before.ErrorMessage);
        for (var round = 0; round < 3; round++)
        {
            await hosts.Run(code with { Payload = """{"attack":true}""" });
            Assert.Equal(before.Result, (await hosts.Run(code)).Result);
            Assert.Equal(before.Result, (await hosts.Run(other)).Result);
            Assert.Equal(before.Result, (await hosts.Run(other with { Account = "another" })).Result);
        }
    }

    [Fact]
    public async Task a_flood_of_requests_is_refused_beyond_the_limit()
    {
        SilentHost host = new() { OnFetch = (_, _) => Task.FromResult(HostAnswer.Of("""{"status":200}""")) };
        var run = await hosts.Run("const all = await Promise.allSettled(Array.from({ length: 1000 }, () => fetch('https://example.com'))); return all.filter(one => one.status === 'fulfilled').length;", host: host);
        Assert.Equal("20", run.Result);
        Assert.Equal(20, host.Asked.Count);
    }

    [Fact]
    public async Task a_host_that_does_not_answer_is_waited_for_no_longer_than_the_run_may_take()
    {
        SilentHost host = new() { OnFetch = async (_, over) => { await Task.Delay(Timeout.Infinite, over); return null!; } };
        var run = await hosts.Run(FunctionHosts.Body("await fetch('https://example.com')") with { Limits = new() { Time = TimeSpan.FromMilliseconds(300) } }, host).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(FunctionErrors.TimeExceeded, run.ErrorCode);
        Assert.True(run.Took >= TimeSpan.FromMilliseconds(300), $"It was cut off after {run.Took}.");
    }

    [Fact]
    public async Task runs_that_wait_hold_no_more_memory_together_than_a_process_has_for_them()
    {
        var call = FunctionHosts.Body("const held = []; for (let i = 0; i < 50; i++) held.push(new ArrayBuffer(1 << 20)); await new Promise(r => setTimeout(r, 1500)); return held.length;");
        await hosts.RunPatiently(call);
        var runs = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => hosts.RunPatiently(call)));
        Assert.All(runs, run => Assert.True(run.Result is "50" || run is { ErrorCode: FunctionErrors.MemoryExceeded, Transient: true }, run.ErrorMessage));
        Assert.Contains(runs, run => run.Succeeded);
        Assert.Contains(runs, run => run.Transient);
    }

    [Fact]
    public async Task a_usual_class_and_own_names_work()
    {
        var run = await hosts.Run("'use strict'; class Mine extends Error { toString() { return 'mine'; } } const o = {}; o.toString = () => 'o'; o.constructor = 1; const e = new Mine('m'); e.message = 'n'; e.name = 'N'; Mine.prototype.constructor = Mine; return [`${o}`, `${e}`, e.message, e.name, o.constructor];");
        Assert.Equal("""["o","mine","n","N",1]""", run.Result);
    }
}
