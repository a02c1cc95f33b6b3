namespace Conversations.Tests.Conversing;

public class When_a_message_is_published
{
    [Fact]
    public void the_same_client_message_id_again_answers_the_first_position_and_adds_nothing()
    {
        var talk = new Talk(Talk.Account());
        var first = talk.Say("hello", "m1");
        var version = talk.State.Version;
        var again = talk.Say("hello", "m1");
        Assert.True(again.Repeated);
        Assert.Equal(first.Seq, again.Seq);
        Assert.Equal(version, talk.State.Version);
    }

    [Fact]
    public void the_same_id_of_another_sender_is_another_message()
    {
        var talk = new Talk(Talk.Account());
        talk.Say("hello", "m1");
        var receipt = talk.Tell(new PublishMessage { From = new Participant { Id = "bob", Role = Role.Agent }, Text = "hi", ClientMessageId = "m1" });
        Assert.False(receipt.Repeated);
    }

    [Fact]
    public void a_repeat_is_recognised_among_the_newest_256_and_also_after_the_close()
    {
        var talk = new Talk(Talk.Account());
        talk.Say("hello", "m0");
        for (var i = 1; i < 256; i++) talk.Say("hello", $"m{i}");
        talk.Tell(new CloseConversation { By = CloseReason.Agent });
        Assert.True(talk.Say("hello", "m0").Repeated);
    }

    [Fact]
    public void positions_have_no_gaps()
    {
        var talk = new Talk(Talk.Account());
        for (var i = 0; i < 5; i++) talk.Say("hello");
        Assert.Equal(Enumerable.Range(1, 10).Select(i => (long)i), talk.Messages.Select(m => m.Seq));
    }

    [Theory]
    [InlineData(8_000, null), InlineData(8_001, "payload_too_large"), InlineData(1_000_000, "payload_too_large"), InlineData(0, "missing_field")]
    public void a_text_has_one_to_8000_characters(int length, string? code)
    {
        var talk = new Talk(Talk.Account());
        Assert.Equal(code, talk.Say(new string('x', length)).Refusal?.Code);
    }

    [Theory, InlineData("", "missing_field"), InlineData("  ", "missing_field")]
    public void a_blank_sender_is_refused(string id, string code)
    {
        var talk = new Talk(Talk.Account());
        Assert.Equal(code, talk.Tell(new PublishMessage { From = new Participant { Id = id, Role = Role.Consumer }, Text = "x" }).Refusal?.Code);
    }

    [Fact]
    public void a_consumer_can_not_speak_in_private()
    {
        var talk = new Talk(Talk.Account());
        var receipt = talk.Tell(new PublishMessage { From = new Participant { Id = "ann", Role = Role.Consumer }, Text = "x", Audience = Audience.AgentsAndManagers });
        Assert.Equal("invalid_field", receipt.Refusal?.Code);
    }

    [Fact]
    public void an_agents_line_is_not_given_to_the_bot()
    {
        var talk = new Talk(Talk.Account());
        talk.Tell(new PublishMessage { From = new Participant { Id = "bob", Role = Role.Agent }, Text = "hello" });
        Assert.Empty(talk.BotSaid);
    }

    [Theory, InlineData("Zm9v", null), InlineData("not base64!", "invalid_field")]
    public void encoded_metadata_is_base64(string metadata, string? code)
    {
        var talk = new Talk(Talk.Account());
        var receipt = talk.Tell(new PublishMessage { From = new Participant { Id = "ann", Role = Role.Consumer }, Text = "x", EncodedMetadata = metadata });
        Assert.Equal(code, receipt.Refusal?.Code);
    }

    [Fact]
    public void a_refused_message_changes_nothing_even_when_something_was_due()
    {
        var talk = new Talk(Talk.Account(null, Talk.SlowStep(2)));
        talk.Say("order 7");
        var before = talk.State;
        talk.Asleep(20).Say("");
        Assert.Same(before, talk.State);
    }
}
