using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Journal;
using Conversations.Silo.Hosting;
using Conversations.Tests.Time;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conversations.Tests.Http;

/// <summary>The whole server on a port of its own: real grains, a journal in memory, a clock that the test moves.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Action<IServiceCollection>? _services;
    private readonly string _folder = Directory.CreateTempSubdirectory("conversations-http-").FullName;

    private Server(InMemoryJournal? journal, string address, Action<IServiceCollection>? services, string[] args)
    {
        Journal = journal ?? new();
        _services = services;
        _app = SiloApp.Build(
            ["--urls", address, "--DirectLine:UploadFolder", Path.Combine(_folder, "uploads"), "--Cluster:SiloPort", "0", "--Cluster:GatewayPort", "0", .. args],
            world => AddWorld(world, this));
    }

    public InMemoryJournal Journal { get; }
    public VirtualTime Time { get; } = new(new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));
    public HeldIntegrations Integrations { get; } = new();
    public string UploadFolder => Path.Combine(_folder, "uploads");
    public Uri Address { get; private set; } = null!;
    public HttpClient Http { get; private set; } = null!;
    public IGrainFactory Grains => _app.Services.GetRequiredService<IGrainFactory>();

    public static Task<Server> Start(InMemoryJournal? journal = null, string address = "http://127.0.0.1:0", params string[] args) =>
        Start(new Server(journal, address, null, args));

    /// <summary>The next server on a journal, with services of the test beside its own.</summary>
    public static Task<Server> Start(InMemoryJournal journal, Action<IServiceCollection> services, params string[] args) =>
        Start(new Server(journal, "http://127.0.0.1:0", services, args));

    /// <summary>With services of the test beside the server's.</summary>
    public static Task<Server> Start(Action<IServiceCollection> services, params string[] args) =>
        Start(new Server(null, "http://127.0.0.1:0", services, args));

    private static async Task<Server> Start(Server server)
    {
        await server._app.StartAsync();
        server.Address = new(server._app.Urls.First().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal));
        server.Http = new() { BaseAddress = server.Address };
        return server;
    }

    public Task Stop()
    {
        Integrations.Abandon();
        return Drain();
    }

    /// <summary>Tells it to stop, with integrations that may still answer.</summary>
    public Task Drain() => _app.StopAsync();

    /// <summary>Sends a request; a body that is a text goes as JSON.</summary>
    public Task<Reply> Send(HttpMethod method, string path, string? key, string? json = null) =>
        Send(method, path, key, json is null ? null : new StringContent(json, Encoding.UTF8, "application/json"));

    public async Task<Reply> Send(HttpMethod method, string path, string? key, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }
        using var response = await Http.SendAsync(request);
        return await Reply.Of(response);
    }

    public Task<Reply> Get(string path, string? key) => Send(HttpMethod.Get, path, key);

    public Task<Reply> Post(string path, string? key, string json = "{}") => Send(HttpMethod.Post, path, key, json);

    /// <summary>Starts a conversation over Direct Line.</summary>
    public async Task<(string Id, string Token, string StreamUrl)> StartConversation(string user = "u-1")
    {
        var reply = await Post("/v3/directline/conversations", HttpAccounts.Secret, $$$"""{"user":{"id":"{{{user}}}"}}""");
        Assert.Equal(201, reply.Status);
        return (reply.Text("conversationId"), reply.Text("token"), reply.Text("streamUrl"));
    }

    /// <summary>Says something over Direct Line.</summary>
    public Task<Reply> Say(string conversation, string token, string text, string? clientActivityId = null) =>
        Post($"/v3/directline/conversations/{conversation}/activities", token,
            $$$"""{"type":"message","text":"{{{text}}}","from":{"id":"u-1"},"channelData":{"clientActivityID":{{{JsonSerializer.Serialize(clientActivityId)}}}}}""");

    public async Task<Socket> Connect(string streamUrl)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri(streamUrl), CancellationToken.None);
        return new(socket);
    }

    /// <summary>
    /// Moves the clock in steps until <paramref name="awaited"/> is there, giving real threads room in between: little at first, and more
    /// after as many steps as are enough on most machines.
    /// </summary>
    public async Task<T> Advance<T>(Task<T> awaited, TimeSpan step, int enough = 400)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        for (var i = 0; !awaited.IsCompleted && !patience.IsCancellationRequested; i++)
        {
            Time.Advance(step);
            await Task.WhenAny(awaited, Task.Delay(i < enough ? 5 : 200));
        }
        return await awaited.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Asks until the answer is as awaited; the work behind it runs on real threads, and the clock stands.</summary>
    public async Task<T> Until<T>(Func<Task<T>> ask, Predicate<T> holds)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            var answer = await ask();
            if (holds(answer)) return answer;
            if (patience.IsCancellationRequested) Assert.Fail($"It never became so; the last answer was {(answer is Reply reply ? reply.Body : answer)}.");
            // Timers of zero length are due at the time that it is.
            Time.Advance(TimeSpan.Zero);
            await Task.Delay(5, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await Stop();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AddWorld(WebApplicationBuilder builder, Server server)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddVirtualTime(server.Time);
        builder.Services.AddSingleton<IConversationJournal>(server.Journal);
        builder.Services.AddSingleton<IAccounts, HttpAccounts>();
        builder.Services.AddSingleton<IIntegrationClient>(server.Integrations);
        server._services?.Invoke(builder.Services);
    }
}
