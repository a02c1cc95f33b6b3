using System.Net.WebSockets;
using Conversations.Tests.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Stopping;

/// <summary>The order of a stop, in virtual time.</summary>
public sealed class When_the_server_drains
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task it_says_so_before_it_changes_anything_else()
    {
        await using var server = await Server.Start(args: ["--Shutdown:ReadyDelaySeconds", "5"]);
        var (id, token, stream) = await server.StartConversation();
        await using var socket = await server.Connect(stream);
        Assert.Equal(200, (await server.Get("/health/ready", null)).Status);

        var stopping = server.Drain();
        var ready = await server.Get("/health/ready", null);
        Assert.Equal((503, "The server is stopping."), (ready.Status, ready.Body));
        Assert.Equal(200, (await server.Get("/health/live", null)).Status);
        Assert.Equal(200, (await server.Say(id, token, "hi")).Status);
        await socket.Until(a => a.GetProperty("text").GetString() == "echo: hello");
        server.Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(200, (await server.Say(id, token, "hi")).Status);
        Assert.False(stopping.IsCompleted);

        Assert.Null(await server.Advance(LastFrame(socket), Moment));
        Assert.Equal(WebSocketCloseStatus.EndpointUnavailable, socket.Closed);
        await socket.DisposeAsync();
        await stopping;
    }

    [Fact]
    public async Task a_request_that_runs_gets_its_answer()
    {
        var arrival = new Arrival();
        await using var server = await Server.Start(services => services.AddSingleton<IStartupFilter>(arrival));
        var order = server.Get("/demo/orders/7", null);
        await arrival.Arrived;
        var stopping = server.Drain();
        Assert.Equal(200, (await server.Advance(order, Moment)).Status);
        await stopping;
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Get("/health/live", null));
    }

    [Fact]
    public async Task a_request_that_does_not_end_in_time_is_broken_off()
    {
        var arrival = new Arrival();
        await using var server = await Server.Start(services => services.AddSingleton<IStartupFilter>(arrival), "--Shutdown:Seconds", "3");
        var order = server.Get("/demo/orders/7", null);
        await arrival.Arrived;
        var stopping = server.Drain();
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Advance(order, Moment));
        await stopping;
    }

    [Fact]
    public async Task an_event_stream_ends_in_order()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/accounts/acme/conversations/{id}/events");
        request.Headers.Authorization = new("Bearer", token);
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var stopping = server.Drain();
        // A connection that is cut would throw here.
        await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await stopping;
    }

    [Fact]
    public async Task an_effect_that_ends_in_time_is_settled_and_not_repeated()
    {
        await using var first = await Server.Start();
        var (id, token, _) = await first.StartConversation();
        await first.Say(id, token, "slow");
        await Begun(first);
        var stopping = first.Drain();
        Assert.False(stopping.IsCompleted);
        first.Integrations.Answer();
        await stopping;

        await using var second = await Server.Start(first.Journal);
        Assert.Equal(1, await Said(second, id, "done"));
        Assert.Equal(0, second.Integrations.Calls);
    }

    [Fact]
    public async Task an_effect_that_does_not_is_started_again_by_the_next_server_and_settled_once()
    {
        await using var first = await Server.Start();
        var (id, token, _) = await first.StartConversation();
        await first.Say(id, token, "slow");
        await Begun(first);
        await first.Stop();

        await using var second = await Server.Start(first.Journal);
        Assert.Equal(0, await Said(second, id, "done"));
        await Begun(second);
        second.Integrations.Answer();
        var (_, _, stream) = (0, 0, (await second.Get($"/v3/directline/conversations/{id}?watermark=", HttpAccounts.Secret)).Text("streamUrl"));
        await using var socket = await second.Connect(stream);
        await socket.Until(a => a.GetProperty("type").GetString() is "message" && a.GetProperty("text").GetString() is "done");
        Assert.Equal(1, await Said(second, id, "done"));
        Assert.Equal(1, second.Integrations.Calls);
    }

    [Fact]
    public async Task being_told_twice_is_the_same_as_once()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        await server.Say(id, token, "slow");
        await Begun(server);
        var (one, two) = (server.Drain(), server.Drain());
        server.Integrations.Answer();
        await Task.WhenAll(one, two);
        await using var second = await Server.Start(server.Journal);
        Assert.Equal(1, await Said(second, id, "done"));
    }

    [Theory, InlineData("--Shutdown:Seconds", "0"), InlineData("--Shutdown:Seconds", "301"), InlineData("--Shutdown:ReadyDelaySeconds", "-1"), InlineData("--Shutdown:ReadyDelaySeconds", "61")]
    public async Task a_time_that_can_not_be_is_refused_at_start(string setting, string value)
    {
        var refused = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => Server.Start(args: [setting, value]));
        Assert.Contains($"{setting[2..]} is {value}; give", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<string?> LastFrame(Socket socket)
    {
        while (await socket.Frame() is not null)
        {
        }
        return null;
    }

    private static async Task<int> Said(Server server, string id, string text) =>
        (await server.Get($"/v3/directline/conversations/{id}/activities", HttpAccounts.Secret)).Activities
            .Count(a => a.TryGetProperty("text", out var said) && said.GetString() == text);

    // The server works on real threads: what a test has asked for begins a moment later.
    private static Task Begun(Server server) => Until(() => server.Integrations.Calls > 0);

    private static async Task Until(Func<bool> condition)
    {
        for (var tries = 0; !condition(); tries++)
        {
            Assert.InRange(tries, 0, 2_000);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Tells when the first request is in the server.</summary>
    private sealed class Arrival : IStartupFilter
    {
        private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Arrived => _arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, then) =>
            {
                _arrived.TrySetResult();
                return then(http);
            });
            next(app);
        };
    }
}
