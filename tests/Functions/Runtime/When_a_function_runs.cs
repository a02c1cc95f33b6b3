using System.Collections.Immutable;
using Conversations.Functions;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Functions.Runtime;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_a_function_runs(FunctionHosts hosts) : IClassFixture<FunctionHosts>
{
    [Theory]
    [InlineData("function lambda(input, callback) { callback(null, input.payload.a + 1); }")]
    [InlineData("async function lambda(input, callback) { await null; callback(null, input.payload.a + 1); }")]
    [InlineData("async function lambda(input, callback) { setTimeout(() => callback(null, input.payload.a + 1), 20); }")]
    [InlineData("const lambda = (input, callback) => callback(null, input.payload.a + 1);")]
    [InlineData("async function lambda(input) { return input.payload.a + 1; }")]
    [InlineData("async function lambda(input, callback) { return input.payload.a + 1; }")]
    [InlineData("const lambda = async ({ payload }) => payload.a + 1;")]
    [InlineData("export async function lambda(input) { return input.payload.a + 1; }")]
    [InlineData("export default async (input) => input.payload.a + 1;")]
    [InlineData("import { Toolbelt } from 'core-functions-toolbelt';\nexport default async function lambda(input) { return Toolbelt ? input.payload.a + 1 : 0; }")]
    public async Task it_may_be_written_in_either_signature(string code)
    {
        var run = await hosts.Run(FunctionHosts.Code(code, """{"a":1}"""));
        Assert.Equal(("2", null), (run.Result, run.ErrorMessage));
    }

    [Theory]
    [InlineData("function lambda(input, callback) { callback(); }")]
    [InlineData("function lambda(input, callback) { callback(null, undefined); }")]
    [InlineData("async function lambda(input) { }")]
    [InlineData("async function lambda(input, callback) { }")]
    public async Task nothing_is_no_result_and_no_failure(string code)
    {
        var run = await hosts.Run(FunctionHosts.Code(code));
        Assert.Equal((null, null), (run.Result, run.ErrorMessage));
    }

    [Fact]
    public async Task the_first_callback_counts()
    {
        var run = await hosts.Run(FunctionHosts.Code("function lambda(input, callback) { callback(null, 1); callback(null, 2); callback('late'); throw 3; }"));
        Assert.Equal("1", run.Result);
    }

    [Fact]
    public async Task it_is_given_headers_payload_environment_and_time()
    {
        var call = FunctionHosts.Body("return [input.headers, input.payload.text, process.env.CITY, Date.now(), new Date().toISOString(), typeof process.exit];", """{"text":"grüß 😀"}""") with
        {
            Headers = ImmutableDictionary<string, string>.Empty.Add("X-Request-ID", "7"),
            Environment = ImmutableDictionary<string, string>.Empty.Add("CITY", "Zürich"),
        };
        var run = await hosts.Run(call);
        Assert.Equal("""[[{"key":"X-Request-ID","value":"7"}],"grüß 😀","Zürich",1767323045000,"2026-01-02T03:04:05.000Z","undefined"]""", run.Result);
    }

    [Fact]
    public async Task what_it_logs_is_kept()
    {
        var run = await hosts.Run("console.debug('a'); console.log('b', {c: 1}, 2); console.warn('d'); console.error(new TypeError('e'))");
        Assert.Equal(["Debug a ", "Info b [{\"c\":1},2]", "Warn d ", "Error TypeError: e (function.js:1:127) "], run.Logs.Select(line => $"{line.Level} {line.Message} {line.Extras}"));
    }

    [Fact]
    public async Task it_fetches_through_the_host()
    {
        SilentHost host = new() { OnFetch = (_, _) => Task.FromResult(HostAnswer.Of("""{"status":201,"headers":{"x-city":"Bern"},"body":"{\"b\":2}"}""")) };
        var run = await hosts.Run(
            "const r = await fetch(new URL('/x?y=1', 'https://example.com'), { method: 'post', headers: { A: 'b' }, body: JSON.stringify({ c: 3 }) }); return [r.ok, r.status, r.headers.get('X-City'), (await r.json()).b];", host: host);
        Assert.Equal("""[true,201,"Bern",2]""", run.Result);
        Assert.Equal("""{"url":"https://example.com/x?y=1","method":"POST","headers":{"a":"b"},"body":"{\"c\":3}"}""", Assert.Single(host.Asked));
        Assert.Single(run.Answers);
    }

    [Fact]
    public async Task a_refused_address_is_an_exception_in_the_code()
    {
        var run = await hosts.Run("try { await fetch('https://example.com') } catch (e) { return e.message }");
        Assert.Equal("\"'example.com' is not among the account's allowedHosts.\"", run.Result);
    }

    [Fact]
    public async Task it_waits_for_timers_in_their_order()
    {
        var run = await hosts.Run("const seen = []; const after = (ms) => new Promise(r => setTimeout(() => { seen.push(ms); r(); }, ms)); await Promise.all([after(60), after(20), after(40)]); return seen;");
        Assert.Equal("[20,40,60]", run.Result);
        Assert.InRange(run.Took, TimeSpan.FromMilliseconds(60), TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("callback('no');", FunctionErrors.CustomFailure, "no")]
    [InlineData("callback(new Error('no'));", FunctionErrors.CustomFailure, "Error: no (function.js:1:54)")]
    [InlineData("throw new Error('on purpose');", FunctionErrors.CustomFailure, "Error: on purpose (function.js:1:51)")]
    [InlineData("input.payload.a.b.c;", FunctionErrors.RuntimeException, "TypeError: cannot read property 'b' of undefined (function.js:1:51)")]
    [InlineData("nothing();", FunctionErrors.RuntimeException, "ReferenceError: 'nothing' is not defined (function.js:1:36)")]
    [InlineData("JSON.parse('{');", FunctionErrors.RuntimeException, null)]
    [InlineData("callback(null, 1n);", FunctionErrors.RuntimeException, null)]
    [InlineData("const a = {}; a.a = a; callback(null, a);", FunctionErrors.RuntimeException, null)]
    [InlineData("callback(null, 'x'.repeat(200000));", FunctionErrors.RuntimeException, "The result has 200002 characters; it may have 100000.")]
    [InlineData("let 3;", FunctionErrors.RuntimeException, "SyntaxError: expecting ';' (function.js:1:40)")]
    public async Task a_failure_says_what_went_wrong(string body, string code, string? message)
    {
        var run = await hosts.Run(FunctionHosts.Code($"function lambda(input, callback) {{ {body} }}"));
        Assert.Equal((null, code, false), (run.Result, run.ErrorCode, run.Transient));
        Assert.False(string.IsNullOrWhiteSpace(run.ErrorMessage));
        Assert.Equal(message ?? run.ErrorMessage, run.ErrorMessage);
    }

    [Fact]
    public async Task code_without_a_lambda_says_so()
    {
        var run = await hosts.Run(FunctionHosts.Code("function handler() {}"));
        Assert.Equal((FunctionErrors.RuntimeException, "There is no function 'lambda'; write 'async function lambda(input) { return ... }'."), (run.ErrorCode, run.ErrorMessage));
    }

    [Fact]
    public async Task a_payload_that_is_no_json_is_bad_input()
    {
        var run = await hosts.Run("return 1", "{},\"env\":{}");
        Assert.Equal(FunctionErrors.BadInput, run.ErrorCode);
    }

    [Fact]
    public async Task a_cancelled_run_is_cancelled()
    {
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hosts.Runtime.Run(FunctionHosts.Body("await new Promise(r => setTimeout(r, 20000))"), new SilentHost(), stop.Token));
    }
}
