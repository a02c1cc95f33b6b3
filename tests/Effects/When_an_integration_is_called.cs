using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Silo.Effects;
using Conversations.Tests.Servers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Conversations.Tests.EffectsOutside;

/// <summary>What leaves the server on behalf of a flow, and what comes back.</summary>
public sealed class When_an_integration_is_called : IAsyncLifetime, IAccounts
{
    private static readonly ConversationKey Key = new("acme", "c1");

    private readonly WebApplication _service;
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<HttpRequest> _seen = [];
    private ImmutableDictionary<string, string> _headers = ImmutableDictionary<string, string>.Empty;
    private Account _account = new() { Id = "acme", DefaultLanguage = "en", AllowedHosts = ["self"], Secrets = ["CONVERSATIONS_TEST_TOKEN"] };

    public When_an_integration_is_called()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _service = builder.Build();
        _service.Use((context, next) =>
        {
            _seen.Add(context.Request);
            _headers = context.Request.Headers.ToImmutableDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            return next(context);
        });
        _service.MapGet("/order", () => new { status = "shipped", lines = new[] { new { item = "a/b" } } });
        _service.MapPost("/echo", async (HttpRequest request) => new { said = await new StreamReader(request.Body).ReadToEndAsync() });
        _service.MapGet("/moved", () => Results.Redirect("/order"));
        _service.MapGet("/broken", () => Results.StatusCode(500));
        _service.MapGet("/huge", () => new string('x', OutgoingHttp.ResponseLimit + 1));
        _service.MapGet("/never", () => _stalled.Task);
    }

    public ImmutableArray<Account> All => [_account];

    public Account? Find(string id) => id == "acme" ? _account : null;

    public async ValueTask InitializeAsync() => await _service.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _stalled.TrySetResult();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task its_result_is_mapped_by_pointers()
    {
        var outcome = await Call(Get("/order") with { Result = Pointers(("status", "/status"), ("item", "/lines/0/item")) });
        Assert.True(outcome.Succeeded);
        Assert.Equal(200, outcome.Status);
        Assert.Equal(("shipped", "a/b"), (outcome.Values["status"], outcome.Values["item"]));
    }

    [Fact]
    public async Task the_other_side_gets_the_same_idempotency_key_at_every_repeat()
    {
        await Call(Get("/order"));
        Assert.Equal("acme/c1/e1", _headers["Idempotency-Key"]);
    }

    [Fact]
    public async Task a_body_is_sent_as_json()
    {
        var outcome = await Call(Get("/echo") with { Method = "POST", Body = """{"a":1}""", Result = Pointers(("said", "/said")) });
        Assert.Equal("""{"a":1}""", outcome.Values["said"]);
        Assert.StartsWith("application/json", _headers["Content-Type"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/order"), InlineData("http://example.invalid/order"), InlineData("file:///etc/passwd"), InlineData("no address")]
    public async Task a_place_that_is_not_allowed_is_refused_and_nothing_is_sent(string url)
    {
        Assert.Equal("refused", (await Call(Get("/") with { Url = url })).Error);
        Assert.Empty(_seen);
    }

    [Theory, InlineData("{$server}/a/../order"), InlineData("{$server}/./order")]
    public async Task a_path_that_leads_elsewhere_is_refused(string url)
    {
        Assert.Equal("refused", (await Call(Get("/") with { Url = url })).Error);
        Assert.Empty(_seen);
    }

    [Fact]
    public async Task a_redirect_is_not_followed()
    {
        var outcome = await Call(Get("/moved"));
        Assert.Equal(("status", 302), (outcome.Error, outcome.Status));
        Assert.Single(_seen);
    }

    [Theory, InlineData("/broken", "status"), InlineData("/huge", "unreachable"), InlineData("/missing", "status")]
    public async Task a_failure_is_an_outcome_with_its_reason(string path, string error) =>
        Assert.Equal(error, (await Call(Get(path))).Error);

    [Fact]
    public async Task a_result_that_is_not_there_is_a_failure() =>
        Assert.Equal("result", (await Call(Get("/order") with { Result = Pointers(("price", "/price")) })).Error);

    [Fact]
    public async Task one_that_does_not_answer_in_time_is_a_failure() =>
        Assert.Equal("timeout", (await Call(Get("/never") with { Timeout = TimeSpan.FromMilliseconds(50) })).Error);

    [Fact]
    public async Task one_that_is_cut_off_by_a_stop_stays_promised()
    {
        using var lifetime = new ServerLifetime();
        using var effects = new RunningEffects();
        var call = Client(lifetime, effects).Call(Key, Get("/never"));
        lifetime.StopApplication();
        await effects.Drain(new(canceled: true));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task an_answer_is_taken_while_the_server_stops_and_a_failure_is_not()
    {
        using var lifetime = new ServerLifetime();
        using var effects = new RunningEffects();
        lifetime.StopApplication();
        Assert.True((await Client(lifetime, effects).Call(Key, Get("/order"))).Succeeded);
        await _service.StopAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Client(lifetime, effects).Call(Key, Get("/order")));
    }

    [Fact]
    public async Task a_listed_secret_is_filled_in_and_any_other_is_not_sent()
    {
        Environment.SetEnvironmentVariable("CONVERSATIONS_TEST_TOKEN", "s3cret");
        await Call(Get("/order") with { Headers = Pointers(("X-Token", "Bearer {$secret.CONVERSATIONS_TEST_TOKEN}")) });
        Assert.Equal("Bearer s3cret", _headers["X-Token"]);
        var outcome = await Call(Get("/order") with { Headers = Pointers(("X-Token", "{$secret.PATH}")) });
        Assert.False(outcome.Succeeded);
        Assert.Single(_seen);
    }

    [Fact]
    public async Task without_self_on_the_list_the_server_does_not_call_itself()
    {
        _account = _account with { AllowedHosts = [] };
        Assert.Equal("refused", (await Call(Get("/order"))).Error);
    }

    private async Task<EffectOutcome> Call(HttpIntegration integration)
    {
        using var lifetime = new ServerLifetime();
        using var effects = new RunningEffects();
        return await Client(lifetime, effects).Call(Key, integration);
    }

    private HttpIntegrationClient Client(ServerLifetime lifetime, RunningEffects effects) => new(
        new OutgoingHttp(OutgoingHttp.NewClient(), new SelfAddress(_service.Services.GetRequiredService<IServer>()), lifetime, TimeProvider.System), this, effects);

    private static HttpIntegration Get(string path) => new()
    {
        Key = "e1", Turn = 1, StartedAt = DateTimeOffset.UnixEpoch, Name = "look", Method = "GET", Url = "{$server}" + path, Timeout = TimeSpan.FromSeconds(20),
    };

    private static ImmutableDictionary<string, string> Pointers(params (string Name, string Value)[] pairs) =>
        pairs.ToImmutableDictionary(p => p.Name, p => p.Value);
}
