namespace Conversations.Tests.Http;

public class When_a_direct_line_client_polls
{
    private const string Base = "/v3/directline/conversations";

    [Fact]
    public async Task polling_goes_on_from_its_watermark()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        await server.Say(id, token, "hi");
        var first = await server.Get($"{Base}/{id}/activities", token);
        var idle = await server.Get($"{Base}/{id}/activities?watermark={first.Text("watermark")}", token);
        Assert.Equal((0, first.Text("watermark")), (idle.Activities.Length, idle.Text("watermark")));
        await server.Say(id, token, "again");
        var second = await server.Get($"{Base}/{id}/activities?watermark={idle.Text("watermark")}", token);
        Assert.Equal(["again", "echo: what?"], second.Activities.Select(a => a.GetProperty("text").GetString()));
    }

    [Theory]
    [InlineData("-"), InlineData("undefined"), InlineData("null"), InlineData("-7"), InlineData("99999999999999999999999")]
    public async Task a_watermark_that_is_none_means_the_start(string watermark)
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        await server.Say(id, token, "hi");
        var read = await server.Get($"{Base}/{id}/activities?watermark={watermark}", token);
        Assert.Equal((200, 2), (read.Status, read.Activities.Length));
    }

    [Fact]
    public async Task a_watermark_beyond_the_end_comes_back_to_it()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        var read = await server.Get($"{Base}/{id}/activities?watermark=900", token);
        Assert.Equal((200, "1", 0), (read.Status, read.Text("watermark"), read.Activities.Length));
    }

    [Fact]
    public async Task polling_is_never_told_of_a_journal_that_can_not_be_read()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        await server.Say(id, token, "hi");
        server.Journal.BeforeRead = _ => throw new JournalUnavailableException("down");
        var read = await server.Get($"{Base}/{id}/activities?watermark=1", token);
        Assert.Equal((200, "1", 0), (read.Status, read.Text("watermark"), read.Activities.Length));
    }

    [Fact]
    public async Task a_long_history_is_paged_until_an_empty_answer()
    {
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        for (var i = 0; i < 130; i++)
        {
            await server.Say(id, token, $"m{i}");
        }
        List<string> ids = [];
        for (var watermark = ""; ;)
        {
            var page = await server.Get($"{Base}/{id}/activities?watermark={watermark}", token);
            if (page.Activities.Length is 0)
            {
                break;
            }
            ids.AddRange(page.Activities.Select(a => a.GetProperty("id").GetString()!));
            watermark = page.Text("watermark");
        }
        Assert.Equal(Enumerable.Range(1, 260).Select(n => $"{id}|{n:D7}"), ids);
    }
}
