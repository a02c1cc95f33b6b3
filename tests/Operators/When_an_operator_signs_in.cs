using System.Net.Http.Headers;
using System.Text;
using Conversations.Silo.Http.Operators;
using Conversations.Tests.Http;
using Conversations.Tests.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Conversations.Tests.Operators;

public sealed class When_an_operator_signs_in : IAsyncDisposable
{
    private const string Key = "sesame-öffne-dich-42";
    private readonly VirtualTime _time = new();
    private WebApplication? _app;
    private HttpClient _http = new();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    [Theory, InlineData("/inside/handler"), InlineData("/inside/delegate"), InlineData("/inside/deep/handler")]
    public async Task the_key_opens_what_nothing_else_opens(string path)
    {
        await Start();
        Assert.Equal((200, "secret"), await Ask(path, $"operator:{Key}"));
        foreach (var wrong in new[] { $"operator:{Key}x", $"operator:{Key[..^1]}", "operator:", $"Operator:{Key}", Key, $":{Key}", "" })
        {
            Assert.Equal(401, (await Ask(path, wrong)).Status);
        }
    }

    [Theory, InlineData(null), InlineData("Basic"), InlineData("Basic !!!"), InlineData("Bearer 0123456789abcdef"), InlineData("Basic b3BlcmF0b3I")]
    public async Task anything_that_is_no_basic_sign_in_is_asked_for_one(string? header)
    {
        await Start();
        var reply = await Send("/inside/handler", header);
        Assert.Equal((401, "application/problem+json"), (reply.Status, reply.ContentType));
        Assert.Equal("Basic realm=\"operators\", charset=\"UTF-8\"", reply.Headers["WWW-Authenticate"]);
        Assert.DoesNotContain("secret", reply.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task without_a_key_in_the_settings_nothing_is_there()
    {
        await Start(key: null);
        var reply = await Send("/inside/handler", Basic($"operator:{Key}"));
        Assert.Equal((404, "unknown_address"), (reply.Status, reply.Code));
        Assert.Equal(404, (await Send("/inside/handler", Basic("operator:"))).Status);
    }

    [Fact]
    public async Task what_is_not_inside_is_open()
    {
        await Start();
        Assert.Equal((200, "open"), await Ask("/outside", ""));
    }

    [Fact]
    public async Task ten_wrong_keys_in_a_minute_are_enough()
    {
        await Start();
        for (var tries = 0; tries < 10; tries++)
        {
            Assert.Equal(401, (await Ask("/inside/handler", "operator:wrong")).Status);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        var reply = await Send("/inside/handler", Basic($"operator:{Key}"));
        Assert.Equal((429, "rate_limited", "50"), (reply.Status, reply.Code, reply.Headers["Retry-After"]));
        _time.Advance(TimeSpan.FromSeconds(49.9));
        Assert.Equal(429, (await Ask("/inside/handler", $"operator:{Key}")).Status);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(200, (await Ask("/inside/handler", $"operator:{Key}")).Status);
    }

    [Fact]
    public async Task a_page_that_asks_before_it_signs_in_does_not_use_up_tries()
    {
        await Start();
        for (var tries = 0; tries < 20; tries++)
        {
            Assert.Equal(401, (await Send("/inside/handler", null)).Status);
        }
        Assert.Equal(200, (await Ask("/inside/handler", $"operator:{Key}")).Status);
    }

    [Fact]
    public void many_addresses_are_no_way_round()
    {
        var tries = new WrongTries(_time);
        for (var i = 0; i < 5_000; i++)
        {
            tries.Add(new System.Net.IPAddress(i + 1));
        }
        Assert.NotNull(tries.Wait(new System.Net.IPAddress(9_999_999)));
        _time.Advance(WrongTries.Window);
        Assert.Null(tries.Wait(new System.Net.IPAddress(9_999_999)));
    }

    [Fact]
    public async Task a_short_key_is_refused_at_start()
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => Start("fifteen-letters"));
        Assert.Contains("Operators:Key has 15 characters; give at least 16", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("fifteen", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_dashboard_is_not_there_unless_it_was_asked_for()
    {
        await using var server = await Server.Start();
        foreach (var path in new[] { "/dashboard", "/dashboard/", "/dashboard/version" })
        {
            var reply = await server.Get(path, HttpAccounts.Admin);
            Assert.Equal((404, "application/problem+json"), (reply.Status, reply.ContentType));
        }
    }

    private async Task Start(string? key = Key)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0", .. key is null ? Array.Empty<string>() : ["--Operators:Key", key]]);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(_time).AddOperators();
        _app = builder.Build();
        var inside = _app.MapGroup("/inside").RequireOperator();
        inside.MapGet("/handler", () => "secret");
        inside.MapGet("/delegate", (RequestDelegate)(http => http.Response.WriteAsync("secret")));
        inside.MapGroup("/deep").MapGet("/handler", () => "secret");
        _app.MapGet("/outside", () => "open");
        await _app.StartAsync();
        _http.Dispose();
        _http = new() { BaseAddress = new(_app.Urls.First()) };
    }

    private async Task<(int Status, string Body)> Ask(string path, string userAndKey)
    {
        var reply = await Send(path, Basic(userAndKey));
        return (reply.Status, reply.Body);
    }

    private async Task<Reply> Send(string path, string? header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", header);
        }
        using var response = await _http.SendAsync(request);
        return await Reply.Of(response);
    }

    private static string Basic(string userAndKey) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(userAndKey))}";
}
