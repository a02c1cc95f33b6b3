using System.Text.Json;
using Conversations.Functions;
using Conversations.Tests.Http;

namespace Conversations.Tests.Functions;

/// <summary>What the runtime is answered when code asks for another function.</summary>
public sealed class When_a_function_invokes_others : IAsyncLifetime
{
    private readonly FakeRuntime _runtime = new();
    private Server _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await _runtime.Start();
        // The code is the function to invoke, or a result when it is JSON of another kind.
        _runtime.Does = async (call, host, cancellation) => call.Code switch
        {
            "fails" => FakeRuntime.Failure(FunctionErrors.CustomFailure),
            "busy" => FakeRuntime.Failure(FunctionErrors.Overloaded),
            ['>', .. var other] => await Ask(host, other, cancellation),
            _ => FakeRuntime.Result(call.Code),
        };
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task the_result_of_the_other_is_the_body()
    {
        await _server.Serve("other", null, """{"text":"hi"}""");
        var answer = await Run(">other");
        Assert.Equal((200, "hi"), (answer.GetProperty("statusCode").GetInt32(), answer.GetProperty("body").GetProperty("text").GetString()));
        var nested = _runtime.Calls[1];
        Assert.Equal(("other", """{"a":1}""", "h"), (nested.Function, nested.Payload, nested.Headers["X-H"]));
        var logged = await _server.AsTimePasses(() => _server.Invocations("other"), i => i.Length == 1);
        Assert.Equal("f", logged[0].GetProperty("invokedBy").GetString());
    }

    [Theory, InlineData("fails", 901, FunctionErrors.CustomFailure), InlineData("busy", 429, FunctionErrors.Overloaded)]
    public async Task its_failure_is_an_answer_with_code_and_status(string code, int status, string error)
    {
        await _server.Serve("other", null, code);
        var answer = await Run(">other");
        Assert.Equal((status, error), (answer.GetProperty("statusCode").GetInt32(), answer.GetProperty("error").GetProperty("code").GetString()));
    }

    [Fact]
    public async Task one_that_is_not_deployed_is_not_found()
    {
        await _server.Put("other", new { code = "1" });
        Assert.Equal(404, (await Run(">other")).GetProperty("statusCode").GetInt32());
        Assert.Equal(404, (await Run(">nobody")).GetProperty("statusCode").GetInt32());
    }

    [Fact]
    public async Task none_invokes_itself_directly_or_by_another()
    {
        await _server.Serve("f", null, ">f");
        Assert.Contains("may not invoke themselves", (await Run(">f")).GetProperty("refused").GetString(), StringComparison.Ordinal);
        await _server.Serve("back", null, ">f");
        var answer = await Run(">back");
        Assert.Contains("f → back", answer.GetProperty("body").GetProperty("refused").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task at_most_three_wait_for_each_other()
    {
        await _server.Serve("two", null, ">three");
        await _server.Serve("three", null, ">four");
        await _server.Serve("four", null, "4");
        var answer = await Run(">two");
        var third = answer.GetProperty("body").GetProperty("body").GetProperty("refused").GetString();
        Assert.Contains("at most 3", third, StringComparison.Ordinal);
    }

    [Fact]
    public async Task nothing_outside_the_allowed_hosts_is_fetched()
    {
        var refused = new List<string?>();
        _runtime.Does = async (_, host, cancellation) =>
        {
            foreach (var request in new[] { """{"url":"http://example.invalid/"}""", """{"url":"file:///etc/passwd"}""", """{"url":"http://127.0.0.1:1/","method":"GET"}""", """{"method":"GET"}""", "[]", """{"url":"{$server}/health/live","method":"TRACE"}""" })
            {
                refused.Add((await host.Fetch(request, cancellation)).Error);
            }
            return FakeRuntime.Result((await host.Fetch("""{"url":"{$server}/health/live","method":"GET","headers":{"Host":"elsewhere"},"body":null}""", cancellation)).Json);
        };
        Assert.Equal(200, (await Run("1")).GetProperty("status").GetInt32());
        Assert.All(refused, Assert.NotNull);
        Assert.All(new[] { refused[0], refused[2] }, r => Assert.Contains("allowedHosts", r, StringComparison.Ordinal));
    }

    private async Task<JsonElement> Run(string code)
    {
        await _server.Put("f", new { code });
        var run = await _server.Post($"{FunctionCalls.Account}/functions/f/invoke", HttpAccounts.Admin, """{"payload":{}}""");
        Assert.Equal(200, run.Status);
        return run.Json.GetProperty("result");
    }

    private static async Task<FunctionRun> Ask(IFunctionHost host, string function, CancellationToken cancellation)
    {
        var answer = await host.Invoke($$$"""{"uuid":"{{{function}}}","payload":{"a":1},"headers":{"X-H":"h"},"timeout":5000}""", cancellation);
        return FakeRuntime.Result(answer.Json ?? JsonSerializer.Serialize(new { refused = answer.Error }));
    }
}
