using System.Text;
using System.Text.Json;
using Conversations.Bots;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>A bot on the Bot Framework SDK that believes nobody but this server, and shows it tokens of its own.</summary>
[Collection(RealProcesses.Name)]
public sealed class When_a_public_bot_verifies
{
    private const string Secret = "a secret of the test";

    [Fact]
    public async Task both_sides_know_each_other_without_a_cloud()
    {
        Environment.SetEnvironmentVariable("CONVERSATIONS_TEST_BOT_SECRET", Secret);
        await using var world = await BotWorld.StartInRealTime(c => c with { Identity = new BotIdentity { AppId = "app-1", ClientSecret = "{$secret.CONVERSATIONS_TEST_BOT_SECRET}" } });
        var bots = $"{world.Server.Address.GetLeftPart(UriPartial.Authority)}/bots";
        await using var bot = await RealBot.Start("botbuilder", JsonSerializer.Serialize(new
        {
            appId = "app-1", secret = Secret, tokens = $"{bots}/acme/robo/oauth2/v2.0/token", issuer = bots, metadata = $"{bots}/.well-known/openid-configuration",
        }));
        world.Change(a => a with
        {
            AllowedHosts = ["self", bot.Host],
            Bots = a.Bots.SetItem("robo", a.Bots["robo"] with { Connector = a.Bots["robo"].Connector! with { Endpoint = bot.Endpoint } }),
        });
        var conversation = await world.Open();
        await world.Say(conversation, "who is it?");
        await world.Reads(conversation, "who is it?", "Echo: who is it?");
        using var stranger = new StringContent($$$"""{"type":"message","text":"hi","channelId":"directline","serviceUrl":"{{{bots}}}/acme/robo","conversation":{"id":"{{{conversation}}}"}}""", Encoding.UTF8, "application/json");
        using var refused = await world.Server.Http.PostAsync(new Uri(bot.Endpoint), stranger, TestContext.Current.CancellationToken);
        Assert.Equal(401, (int)refused.StatusCode);
    }
}
