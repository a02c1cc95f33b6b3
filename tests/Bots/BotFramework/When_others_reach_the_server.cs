using System.Security.Cryptography;
using Conversations.Bots;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>Beyond this machine a bot must show who it is, and the server too.</summary>
public class When_others_reach_the_server
{
    [Theory]
    [InlineData("--urls", "http://0.0.0.0:0"), InlineData("--Bots:ServiceUrl", "https://chat.example.com")]
    public async Task a_bot_without_an_identity_is_neither_asked_nor_heard(string setting, string value)
    {
        await using var world = await BotWorld.Start(setting, value);
        var conversation = await world.Open();
        await world.Say(conversation, "hi");
        var escalated = await world.Recorded<BotEscalated>(conversation);
        Assert.Equal(BotFaults.ServiceInterruption, escalated.Reason);
        Assert.Contains("has no 'identity'", escalated.Detail, StringComparison.Ordinal);
        Assert.Empty(world.Bot.Told);
        var heard = await world.Server.Post($"/bots/acme/robo/v3/conversations/{conversation}/activities", null, """{"type":"message","text":"psst"}""");
        Assert.Equal((403, "Forbidden"), (heard.Status, heard.Code));
    }

    [Fact]
    public async Task keys_of_a_file_are_published_and_the_first_one_signs()
    {
        var file = Path.GetTempFileName();
        using var one = RSA.Create(2048);
        using var two = RSA.Create(2048);
        await File.WriteAllTextAsync(file, $"{one.ExportPkcs8PrivateKeyPem()}\n{two.ExportRSAPrivateKeyPem()}\n", TestContext.Current.CancellationToken);
        await using var world = await BotWorld.Start(c => c with { Identity = new() { AppId = "app-1" } }, "--Bots:SigningKey", file, "--Bots:Issuer", "https://chat.example.com");
        var jwt = new JsonWebToken((await world.Ask()).Headers["Authorization"]["Bearer ".Length..]);
        var keys = (await world.Server.Get("/bots/.well-known/jwks.json", null)).Json.GetProperty("keys").EnumerateArray().ToArray();
        Assert.Equal((2, jwt.Kid, "https://chat.example.com"), (keys.Length, keys[0].GetProperty("kid").GetString(), jwt.Issuer));
        Assert.Equal(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(one.ExportParameters(false).Modulus), keys[0].GetProperty("n").GetString());
        File.Delete(file);
    }

    [Fact]
    public async Task the_key_that_nobody_gave_is_the_same_after_a_restart()
    {
        await using var world = await BotWorld.Start();
        var before = (await world.Server.Get("/bots/.well-known/jwks.json", null)).Body;
        await world.Restart();
        Assert.Equal(before, (await world.Server.Get("/bots/.well-known/jwks.json", null)).Body);
    }
}
