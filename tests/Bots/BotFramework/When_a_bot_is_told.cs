using System.Text.Json;
using Conversations.Tests.Http;

namespace Conversations.Tests.Bots.BotFramework;

/// <summary>What bots on public SDKs need to find in a request.</summary>
public class When_a_bot_is_told
{
    [Fact]
    public async Task the_activity_names_the_recipient_and_where_to_answer()
    {
        await using var world = await BotWorld.Start();
        var told = await world.Ask("hello there");
        var server = world.Server.Address.GetLeftPart(UriPartial.Authority);
        Assert.Equal($"{server}/bots/acme/robo", told.ServiceUrl);
        Assert.Equal(("robo", "bot"), (told.Recipient.GetProperty("id").GetString(), told.Recipient.GetProperty("role").GetString()));
        Assert.Equal(("message", "hello there", "directline"), (told.Type, told.Text, told.Activity.GetProperty("channelId").GetString()));
        Assert.Equal($"{told.Conversation}|0000001", told.Id);
        Assert.Equal("ann", told.From.GetProperty("id").GetString());
    }

    [Fact]
    public async Task no_token_is_sent_to_a_bot_without_an_identity()
    {
        await using var world = await BotWorld.Start();
        Assert.DoesNotContain("Authorization", (await world.Ask()).Headers.Keys, StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task it_learns_first_who_has_come()
    {
        await using var world = await BotWorld.Start(c => c with { Welcome = true });
        var conversation = await world.Open();
        var told = await world.Told(t => t.Type is "conversationUpdate");
        var members = told.Activity.GetProperty("membersAdded").EnumerateArray().Select(m => m.GetProperty("id").GetString()!);
        Assert.Equal((conversation, "robo"), (told.Conversation, told.Recipient.GetProperty("id").GetString()));
        Assert.Equal(["ann", "robo"], members);
        await world.Bot.Reply(told, """{"type":"message","text":"welcome"}""");
        await world.Reads(conversation, "welcome");
    }

    [Fact]
    public async Task an_untyped_activity_is_never_passed_on()
    {
        await using var world = await BotWorld.Start();
        var conversation = await world.Open();
        var (id, token, _) = await world.Server.StartConversation("ann");
        var untyped = await world.Server.Post($"/v3/directline/conversations/{id}/activities", token, """{"from":{"id":"ann"}}""");
        Assert.Equal(400, untyped.Status);
        await world.Say(conversation, "and now");
        await world.Told(t => t.Text is "and now");
        Assert.All(world.Bot.Told, t => Assert.NotEqual("", t.Type));
    }

    [Fact]
    public async Task the_address_of_the_settings_is_the_one_that_it_answers_to()
    {
        await using var world = await BotWorld.Start("--Bots:ServiceUrl", "http://localhost:4711/chat/");
        Assert.Equal("http://localhost:4711/chat/bots/acme/robo", (await world.Ask()).ServiceUrl);
    }

    [Theory]
    [InlineData("--Bots:ServiceUrl", "chat.example.com")]
    [InlineData("--Bots:ServiceUrl", "https://chat.example.com?x=1")]
    [InlineData("--Bots:SigningKey", "/nowhere/key.pem")]
    public async Task settings_that_can_not_be_are_refused_at_the_start(string setting, string value)
    {
        using var errors = new StringWriter();
        Assert.Equal(1, await Conversations.Silo.Hosting.SiloApp.Run(["--urls", "http://127.0.0.1:0", setting, value], errors, TestContext.Current.CancellationToken));
        Assert.Contains($"{setting[2..]} is '{value}'", errors.ToString(), StringComparison.Ordinal);
    }
}
