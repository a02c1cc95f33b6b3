using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Journal;
using Conversations.Routing;
using Conversations.Silo.Storage.GrainState;
using Conversations.Tests.Http;
using Conversations.Tests.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Bots.DirectLine;

/// <summary>A server whose bot is behind a Direct Line service, and a consumer. Both sides are real, and the clock runs on its own.</summary>
internal sealed class RemoteWorld : IAsyncDisposable
{
    public const string SecretName = "DIRECTLINE_TEST_SECRET";
    private const string OwnSecretName = "DIRECTLINE_TEST_OWN_SECRET";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly BotConnector _connector;
    private readonly InMemoryGrainStateRows _rows = new();
    private readonly RunningTime _time = new(new VirtualTime());
    private readonly string _host;
    private TimeSpan? _patience;
    private string _id = "";
    private string _token = "";

    private RemoteWorld(ScriptedService service, BotConnector connector, string host)
    {
        (Service, _connector, _host) = (service, connector, host);
        // The account names it, so it is the only one that may be read.
        Environment.SetEnvironmentVariable(SecretName, "s3cret");
    }

    public ScriptedService Service { get; }
    public DateTimeOffset Now => _time.Now;
    public Server Server { get; private set; } = null!;
    public InMemoryJournal Journal { get; } = new();

    /// <summary>Where the same server is the domain: its account <c>other</c>, whose bot has a flow.</summary>
    public static BotConnector OwnSurface(BotConnector connector)
    {
        Environment.SetEnvironmentVariable(OwnSecretName, HttpAccounts.OtherSecret);
        return connector with { Endpoint = "{$server}/v3/directline", Secret = $"{{$secret.{OwnSecretName}}}" };
    }

    /// <param name="change">How the bot's connector differs: by default it polls, and has 5 s.</param>
    /// <param name="host">Where the account may send requests besides.</param>
    /// <param name="patience">How long the bot keeps others waiting; its whole time when null.</param>
    public static async Task<RemoteWorld> Start(Func<BotConnector, BotConnector>? change = null, string? host = null, TimeSpan? patience = null)
    {
        var service = await ScriptedService.Start();
        var connector = new BotConnector
        {
            Kind = BotConnectorKind.DirectLine, Endpoint = service.Endpoint, Welcome = false, WebSocket = false, Timeout = TimeSpan.FromSeconds(5),
            Secret = $"{{$secret.{SecretName}}}",
            Escalation = new EscalationRules { SkillId = "people", ToConsumer = LocalizedText.Of("Somebody takes over.") },
        };
        var world = new RemoteWorld(service, change?.Invoke(connector) ?? connector, host ?? service.Host);
        world._patience = patience;
        await world.StartServer();
        var started = await world.Server.Post("/v3/directline/conversations", HttpAccounts.Secret, """{"user":{"id":"u-1"},"locale":"en"}""");
        (world._id, world._token, world.StreamUrl) = (started.Text("conversationId"), started.Text("token"), started.Text("streamUrl"));
        return world;
    }

    public string Conversation => _id;
    /// <summary>Where the first server shows the consumer what is said.</summary>
    public string StreamUrl { get; private set; } = "";

    /// <summary>Ends the server in the middle of whatever it does, and starts the next one on the same journal.</summary>
    public async Task Restart(Action? meanwhile = null)
    {
        await RestartAlone(meanwhile);
        await Grain(g => g.Wake());
    }

    /// <summary>The same, and nobody asks anything of the conversation.</summary>
    public async Task RestartAlone(Action? meanwhile = null)
    {
        await Server.DisposeAsync();
        meanwhile?.Invoke();
        await StartServer();
    }

    /// <summary>Waits until that much has passed on the server's clock.</summary>
    public Task Pass(int milliseconds) => _time.Pass(milliseconds, TestContext.Current.CancellationToken);

    public async Task Say(string text)
    {
        var reply = await Server.Post($"/v3/directline/conversations/{_id}/activities", _token,
            $$$"""{"type":"message","text":{{{JsonSerializer.Serialize(text)}}},"from":{"id":"u-1"}}""");
        Assert.Equal(200, reply.Status);
    }

    /// <summary>Says something, waits for what the consumer sees next, and for the end of that turn.</summary>
    public async Task<string> Ask(string text)
    {
        var before = (await Bots()).Count;
        var ends = (await Events<TurnEnded>()).Count;
        await Say(text);
        var answer = (await Until(Bots, lines => lines.Count > before))[before];
        await TurnEnd(ends + 1);
        return answer;
    }

    /// <summary>What the consumer has seen of the bot and of the service.</summary>
    public async Task<List<string>> Bots()
    {
        var reply = await Server.Get($"/v3/directline/conversations/{_id}/activities", _token);
        return [.. reply.Activities.Where(a => a.GetProperty("type").GetString() is "message" && a.GetProperty("from").GetProperty("role").GetString() is "bot")
            .Select(a => a.TryGetProperty("text", out var text) ? text.GetString()! : "")];
    }

    /// <summary>What the bot said to the consumer, with its times.</summary>
    public async Task<List<(string Text, DateTimeOffset At)>> Timed()
    {
        var page = await Grain(g => g.ReadMessages(0, 100));
        return [.. page.Messages.Where(m => m.From.Role is Role.Bot).Select(m => (m.Text ?? "", m.SentAt))];
    }

    public async Task<List<ConversationEvent>> Events() => [.. (await Grain(g => g.ReadEvents(0, 1000))).Events];

    public async Task<List<T>> Events<T>() => [.. (await Events()).OfType<T>()];

    /// <summary>Waits for the end of a turn.</summary>
    public async Task<TurnEnded> TurnEnd(int number = 1) => (await Until(Events<TurnEnded>, ends => ends.Count >= number))[number - 1];

    public async Task<T> Until<T>(Func<Task<T>> ask, Predicate<T> holds)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var answer = await ask();
            if (holds(answer)) return answer;
            Assert.False(limit.IsCancellationRequested, $"It never became so. The last answer was {Shown(answer)}, the events were:\n{string.Join('\n', await Events())}");
            await Task.Delay(15, CancellationToken.None);
        }
    }

    public async Task<T> Grain<T>(Func<IConversationGrain, Task<T>> call)
    {
        Caller.System("acme").Enter();
        return await call(Server.Grains.GetGrain<IConversationGrain>($"acme/{_id}"));
    }

    public Task Grain(Func<IConversationGrain, Task> call) => Grain(async g =>
    {
        await call(g);
        return 0;
    });

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Service.DisposeAsync();
        await _time.DisposeAsync();
    }

    private static string Shown<T>(T answer) => answer is System.Collections.IEnumerable many and not string ? string.Join(", ", many.Cast<object>()) : $"{answer}";

    private async Task StartServer() => Server = await Server.Start(Journal, services =>
    {
        services.AddVirtualTime(_time.Clock).AddSingleton<IGrainStateRows>(_rows);
        services.AddSingleton<IAccounts>(new RemoteAccounts(_connector, _host, _patience));
    }, "--Shutdown:Seconds", "1");

    private sealed class RemoteAccounts(BotConnector connector, string host, TimeSpan? patience) : IAccounts
    {
        public ImmutableArray<Account> All { get; } =
        [
            new Account
            {
                Id = "acme", DefaultBot = "remote", DefaultLanguage = "en", Languages = ["en"], AllowedHosts = [host, "self"],
                Secrets = [SecretName, OwnSecretName],
                Skills = Skill.Plain(ServiceRules.Default, ["people"]),
                Bots = ImmutableDictionary<string, Bot>.Empty.Add("remote", new Bot
                {
                    Name = "remote", FailureText = LocalizedText.Of("That did not work."), Connector = connector,
                    Interruptions = InterruptionRules.Default with { ResponseTimeout = patience ?? connector.Timeout },
                }),
                Keys = [new() { Name = "dl", Role = AccessRole.DirectLine, Hash = [.. SHA256.HashData(Encoding.UTF8.GetBytes(HttpAccounts.Secret))] }],
            },
            new HttpAccounts().Find("other")!,
        ];

        public Account? Find(string id) => All.FirstOrDefault(a => a.Id == id);
    }
}
