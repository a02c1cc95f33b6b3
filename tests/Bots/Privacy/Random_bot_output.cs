using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Conversations.Tests.Bots.Privacy;

/// <summary>SEED4: private text messages will not be shown to the consumer. Whatever a bot sends, on every surface that a consumer can reach.</summary>
public sealed class Random_bot_output : IAsyncLifetime
{
    private const int Conversations = 40;
    private const int Activities = 60;

    private readonly Hooks _hooks = new();
    private Server _server = null!;

    public async ValueTask InitializeAsync() => _server = await Server.Start(services => services.AddSingleton<IOutgoingHttp>(_hooks));

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task shows_consumers_nothing_that_is_private_and_all_that_is_public()
    {
        await _server.Post("/v1/accounts/acme/webhooks", HttpAccounts.Admin, """{"url":"{$server}/consumers","events":["*"],"audience":"consumer"}""");
        var seed = Random.Shared.Next();
        for (var i = 0; i < Conversations; i++)
        {
            try
            {
                await Hold(seed + i);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"With the seed {seed + i}: {fault.Message}", fault);
            }
        }
    }

    private async Task Hold(int seed)
    {
        var said = new RandomActivities(new Random(seed));
        var start = await _server.Post("/v3/directline/conversations?bot=partner", HttpAccounts.Secret, """{"user":{"id":"u-1"}}""");
        var (id, token) = (start.Text("conversationId"), start.Text("token"));
        await using var socket = await _server.Connect(start.Text("streamUrl"));
        await Speak(id, said);
        await _server.Send(HttpMethod.Post, $"/v1/accounts/acme/conversations/{id}/close", HttpAccounts.Admin, """{"by":"SYSTEM"}""");

        var surfaces = new Dictionary<string, string>
        {
            ["Direct Line GET"] = (await _server.Get($"/v3/directline/conversations/{id}/activities?watermark=", token)).Body,
            ["Direct Line socket"] = await Read(socket),
            ["events with a consumer's token"] = await Events(id, token),
            ["a consumers' webhook"] = await _hooks.Told(id),
        };
        // A transcript is for those who serve; with the token of a consumer it is refused, or holds what they may see.
        var transcript = await _server.Get($"/v1/accounts/acme/conversations/{id}/messages?limit=200", token);
        Assert.DoesNotContain(RandomActivities.Private, transcript.Body, StringComparison.Ordinal);
        Assert.Contains(RandomActivities.Private, await Events(id, HttpAccounts.Admin), StringComparison.Ordinal);
        foreach (var (surface, shown) in surfaces)
        {
            Assert.False(shown.Contains(RandomActivities.Private, StringComparison.Ordinal), $"{surface} of {id} shows: {Around(shown)}");
            foreach (var word in said.Shown) Assert.True(Regex.IsMatch(shown, $"{word}(?![0-9])"), $"{surface} of {id} lacks {word}.");
        }
    }

    private async Task Speak(string id, RandomActivities said)
    {
        var conversation = _server.Grains.GetGrain<IConversationGrain>($"acme/{id}");
        for (var i = 0; i < Activities; i++) await conversation.Hear(new HearBot { Bot = "partner", Activities = [said.Next()] });
        var spoken = _server.Until(() => conversation.Read(), view => view!.Timers.IsEmpty);
        await _server.Advance(spoken, TimeSpan.FromSeconds(1));
    }

    private static async Task<string> Read(Socket socket)
    {
        var all = new StringBuilder();
        while (await socket.Frame() is { } frame)
        {
            all.Append(frame);
            if (frame.Contains("endOfConversation", StringComparison.Ordinal)) break;
        }
        return all.ToString();
    }

    private async Task<string> Events(string id, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/accounts/acme/conversations/{id}/events");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var response = await _server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var all = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line)
        {
            all.AppendLine(line);
            if (line.Contains("conversationClosed", StringComparison.Ordinal)) break;
        }
        return all.ToString();
    }

    private static string Around(string shown)
    {
        var at = shown.IndexOf(RandomActivities.Private, StringComparison.Ordinal);
        return shown[Math.Max(0, at - 200)..Math.Min(shown.Length, at + 100)];
    }

    /// <summary>What webhooks are told.</summary>
    private sealed class Hooks : IOutgoingHttp
    {
        private readonly ConcurrentQueue<string> _bodies = new();

        public Task<OutgoingAnswer> Send(Account account, OutgoingRequest request, CancellationToken cancellation)
        {
            if (request.Url.EndsWith("/consumers", StringComparison.Ordinal)) _bodies.Enqueue(request.Body!);
            return Task.FromResult(new OutgoingAnswer { Status = 200 });
        }

        public async Task<string> Told(string conversation)
        {
            for (var tries = 0; ; tries++)
            {
                var told = string.Concat(_bodies.Where(b => b.Contains(conversation, StringComparison.Ordinal)));
                if (told.Contains("conversationClosed", StringComparison.Ordinal)) return told;
                Assert.True(tries < 1_000, $"The webhook was never told of the end of {conversation}.");
                await Task.Delay(20);
            }
        }
    }
}
