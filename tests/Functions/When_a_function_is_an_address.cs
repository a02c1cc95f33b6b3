using System.Text.Json;
using Conversations.Functions;
using Conversations.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Conversations.Accounts;

namespace Conversations.Tests.Functions;

/// <summary>HTTP functions: what is posted, and what the answers mean.</summary>
public sealed class When_a_function_is_an_address : IAsyncLifetime
{
    private readonly WebApplication _service;
    private readonly List<(string Key, JsonElement Body)> _seen = [];
    private Func<HttpContext, Task> _answers = context => context.Response.WriteAsync("""[{"type":"systemMessage","text":"from afar"}]""");
    private Server _server = null!;

    public When_a_function_is_an_address()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _service = builder.Build();
        _service.MapPost("/f", async context =>
        {
            using var body = await JsonDocument.ParseAsync(context.Request.Body);
            lock (_seen) _seen.Add((context.Request.Headers["Idempotency-Key"].ToString(), body.RootElement.Clone()));
            await _answers(context);
        });
    }

    private string Url => $"{_service.Urls.First()}/f";

    public async ValueTask InitializeAsync()
    {
        await _service.StartAsync();
        var accounts = new OpenTo(new Uri(Url).Authority);
        _server = await Server.Start(services => services.AddSingleton<IAccounts>(accounts));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task its_input_is_posted_under_a_key_that_repeats_have_too_and_its_body_is_the_result()
    {
        var fails = true;
        _answers = context =>
        {
            context.Response.StatusCode = fails ? 503 : 200;
            fails = false;
            return context.Response.WriteAsync("""[{"type":"systemMessage","text":"from afar"}]""");
        };
        Assert.Equal(201, (await _server.Put("far", new { @event = "Messaging New Conversation", url = Url })).Status);
        await _server.Deploy("far");
        var id = await _server.Open();
        Assert.Equal(["from afar"], await _server.AsTimePasses(() => _server.SystemSaid(id), s => s.Length > 0));
        Assert.Equal(2, _seen.Count);
        Assert.StartsWith($"acme/{id}/", Assert.Single(_seen.Select(s => s.Key).Distinct()), StringComparison.Ordinal);
        var body = _seen[0].Body;
        Assert.Equal(id, body.GetProperty("payload").GetProperty("general").GetProperty("convId").GetString());
        Assert.Equal("X-Request-ID", body.GetProperty("headers")[0].GetProperty("key").GetString());
        Assert.Equal(JsonValueKind.Number, body.GetProperty("timestamp").ValueKind);
    }

    [Theory]
    [InlineData(200, "", null), InlineData(204, "", null), InlineData(200, "not json", FunctionErrors.RuntimeException)]
    [InlineData(302, "", FunctionErrors.CustomFailure), InlineData(404, "", FunctionErrors.CustomFailure), InlineData(429, "", FunctionErrors.Unavailable)]
    [InlineData(500, "", FunctionErrors.Unavailable), InlineData(504, "", FunctionErrors.TimeExceeded)]
    public async Task each_answer_has_a_meaning(int status, string body, string? error)
    {
        _answers = context =>
        {
            context.Response.StatusCode = status;
            return status is 204 ? Task.CompletedTask : context.Response.WriteAsync(body);
        };
        Assert.Equal(error, await Error());
    }

    [Fact]
    public async Task one_that_can_not_be_reached_is_unavailable()
    {
        await _service.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(FunctionErrors.Unavailable, await Error());
    }

    private async Task<string?> Error()
    {
        await _server.Put("far", new { url = Url });
        var run = await _server.Post($"{FunctionCalls.Account}/functions/far/invoke", HttpAccounts.Admin, """{"payload":{}}""");
        return run.Json.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;
    }

    private sealed class OpenTo(string host) : IAccounts
    {
        private readonly HttpAccounts _inner = new();

        public System.Collections.Immutable.ImmutableArray<Account> All => [.. _inner.All.Select(a => a with { AllowedHosts = [host] })];

        public Account? Find(string id) => _inner.Find(id) is { } account ? account with { AllowedHosts = [host] } : null;
    }
}
