using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.RealClients;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_directlinejs_talks_over_a_websocket(RunningSilo running)
    : When_directlinejs_talks(running, overSocket: true), IClassFixture<RunningSilo>;

[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_directlinejs_talks_by_polling(RunningSilo running)
    : When_directlinejs_talks(running, overSocket: false), IClassFixture<RunningSilo>;

/// <summary>The client as it is published, against the server as it is built.</summary>
public abstract class When_directlinejs_talks(RunningSilo running, bool overSocket)
{
    private const string Still = "I am still looking for order 7.";
    private const string Longer = "This takes longer than usual. Thank you for your patience.";
    private const string Greeting = "Hello! Which order can I look up for you?";
    private const string Wait = "Please wait. I am still working on your last message.";

    private SiloProcess Silo => running.Silo;

    [Fact]
    public async Task a_slow_answer_is_bridged_at_two_and_at_five_seconds()
    {
        await using var client = await Client();
        client.Say("order 7");
        var question = await client.Hears("order 7");
        var first = await client.Hears(Still);
        var second = await client.Hears(Longer);
        var answer = await client.Hears("Order 7:");
        OnTime(first, question, 2);
        OnTime(second, question, 5);
        Assert.All([first, second, answer], m => Assert.Equal(question.Id, m.ReplyToId));
        await Nothing_else_came(client, "order 7", Still, Longer, answer.Text!);
    }

    [Fact]
    public async Task what_is_said_while_the_bot_works_is_kept_and_not_answered()
    {
        await using var client = await Client();
        client.Say("order 3");
        client.Say("hello?", after: TimeSpan.FromSeconds(1));
        var answer = await client.Hears("Order 3:");
        await Nothing_else_came(client, "order 3", "hello?", "I am still looking for order 3.", answer.Text!);
        var transcript = (await Silo.Client().ReadMessages(client.Conversation)).Messages;
        Assert.True(transcript.Single(m => m.Text is "hello?").Ignored);
        Assert.False(transcript.Single(m => m.Text is "order 3").Ignored);
    }

    [Fact]
    public async Task the_chatty_bot_asks_to_wait()
    {
        await using var client = await Client("orders-chatty");
        client.Say("order 3");
        client.Say("hello?", after: TimeSpan.FromSeconds(1));
        var wait = await client.Hears(Wait);
        Assert.Equal(client.Messages.Single(m => m.Text is "hello?").Id, wait.ReplyToId);
        var answer = await client.Hears("Order 3:");
        await Nothing_else_came(client, "order 3", "hello?", Wait, "I am still looking for order 3.", answer.Text!);
    }

    [Fact]
    public async Task a_quick_answer_needs_no_bridge()
    {
        await using var client = await Client();
        client.Say("order 1");
        var quick = await client.Hears("Order 1:");
        // While this one takes its time, one that was left over from the quick one would show.
        client.Say("order 4");
        var slow = await client.Hears("Order 4:");
        await Nothing_else_came(client, "order 1", quick.Text!, "order 4", "I am still looking for order 4.", slow.Text!);
    }

    [Fact]
    public async Task a_token_names_the_consumer_and_the_conversation()
    {
        var (token, conversation) = await Silo.Token("dl_ann");
        await using var client = DirectLineJs.Start(Silo, token, overSocket);
        client.Say("hi");
        await client.Hears(Greeting);
        Assert.Equal(conversation, client.Conversation);
        Assert.Equal("dl_ann", (await Silo.Client().Read(conversation)).Consumer.Id);
    }

    [Fact]
    public async Task the_secret_itself_opens_a_conversation()
    {
        await using var client = DirectLineJs.Start(Silo, SiloProcess.Secret, overSocket);
        client.Say("hi");
        await client.Hears(Greeting);
    }

    private void OnTime(Seen message, Seen question, double seconds)
    {
        Punctual.Sent(message, question, seconds);
        if (overSocket)
        {
            Punctual.Arrived(message, question, seconds);
        }
    }

    // Says one thing more: whatever was still to come would have come before its answer.
    private static async Task Nothing_else_came(DirectLineJs client, params string[] texts)
    {
        client.Say("hi");
        await client.Hears(Greeting);
        Assert.Equal([.. texts, "hi", Greeting], client.Messages.Select(m => m.Text));
    }

    private async Task<DirectLineJs> Client(string bot = "orders")
    {
        var client = DirectLineJs.Start(Silo, (await Silo.Token("ann", bot)).Token, overSocket);
        await client.Until("Online");
        return client;
    }
}
