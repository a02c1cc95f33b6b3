using Conversations.AutomaticMessages;
using Conversations.Flows;

namespace Conversations.Tests.AutomaticMessages;

public class The_default_texts
{
    public static TheoryData<AutomaticMessageKind> Kinds => [.. Enum.GetValues<AutomaticMessageKind>()];

    [Theory, MemberData(nameof(Kinds))]
    public void are_there_for_every_kind_in_english_and_german_with_the_variables_of_the_kind(AutomaticMessageKind kind)
    {
        var message = AutomaticMessageDefaults.All[kind];
        Assert.True(message.Enabled);
        Assert.NotEqual(message.Text.In("en", "de"), message.Text.In("de-AT", "en"));
        Assert.Equal(message.Text.In("en", "fr"), message.Text.In("fr", "fr"));
        Assert.All(message.Text.Texts.Values, text =>
        {
            Assert.Null(TextTemplate.Flaw(text));
            Assert.Equal(AutomaticMessageDefaults.VariablesOf(kind), TextTemplate.Names(text));
            Assert.DoesNotContain(text, c => c is '<' or '>' or '\\' or '\n' or '\r');
        });
    }

    [Fact]
    public void have_the_expected_response_time_where_the_field_has_it() => Assert.Equal(
        [
            AutomaticMessageKind.FirstTimeWelcome, AutomaticMessageKind.Welcome, AutomaticMessageKind.FirstTimeOffHoursWelcome, AutomaticMessageKind.OffHoursWelcome,
            AutomaticMessageKind.OffHoursMidConversation, AutomaticMessageKind.ManualResponseTime, AutomaticMessageKind.MarkedUrgent, AutomaticMessageKind.NoLongerUrgent,
            AutomaticMessageKind.ReturnedToQueue,
        ],
        Enum.GetValues<AutomaticMessageKind>().Where(k => AutomaticMessageDefaults.VariablesOf(k).Contains(MessageText.ExpectedResponseTime)));
}
