using Conversations.Accounts;

namespace Conversations.Tests.Accounts;

/// <summary>Source: SEED1.</summary>
public class When_an_environment_customizes_interruptions
{
    private const string Handle = "system_handleIntermediateUserMessage";
    private const string Timeout = "system_intermediateBotResponseTimeout";
    private const string Message = "system_intermediateBotMessage";

    private static Files Variables(params string[] lines) =>
        Files.With("environments/live.yaml", "variables:\n  a: b\n" + string.Concat(lines.Select(l => $"  {l}\n")));

    [Fact]
    public void without_the_variables_messages_are_ignored_in_silence_for_15_seconds()
    {
        var rules = new Files().Loaded().Bots["helper"].Interruptions;
        Assert.Equal((InterruptionPolicy.Ignore, TimeSpan.FromSeconds(15), "BLANK_MESSAGE"), (rules.Policy, rules.ResponseTimeout, rules.Message));
    }

    [Theory, InlineData("true", "\"2500\""), InlineData("\"true\"", "2500"), InlineData("True", "'2500'")]
    public void all_three_together_customize_timeout_and_message(string handle, string timeout)
    {
        var rules = Variables($"{Handle}: {handle}", $"{Timeout}: {timeout}", $"{Message}: Please wait.").Loaded().Bots["helper"].Interruptions;
        Assert.Equal(new() { Policy = InterruptionPolicy.Ignore, ResponseTimeout = TimeSpan.FromMilliseconds(2_500), Message = "Please wait." }, rules);
    }

    [Theory, InlineData("false"), InlineData("\"false\""), InlineData("FALSE")]
    public void false_alone_disables(string handle) =>
        Assert.Equal(InterruptionPolicy.Process, Variables($"{Handle}: {handle}").Loaded().Bots["helper"].Interruptions.Policy);

    [Fact]
    public void true_alone_says_what_is_the_default_anyway() =>
        Assert.Equal(InterruptionRules.Default, Variables($"{Handle}: true").Loaded().Bots["helper"].Interruptions);

    public static TheoryData<string[], string> Incomplete => new()
    {
        { [$"{Timeout}: 2500"], $"'{Timeout}' does not take effect without '{Handle}' and '{Message}'" },
        { [$"{Message}: Wait."], $"'{Message}' does not take effect without '{Handle}' and '{Timeout}'" },
        { [$"{Handle}: true", $"{Timeout}: 2500"], $"'{Timeout}' does not take effect without '{Message}'" },
        { [$"{Handle}: true", $"{Message}: Wait."], $"'{Message}' does not take effect without '{Timeout}'" },
        { [$"{Timeout}: 2500", $"{Message}: Wait."], $"'{Timeout}' does not take effect without '{Handle}'" },
    };

    [Theory, MemberData(nameof(Incomplete))]
    public void fewer_than_three_leave_the_defaults_and_a_warning_names_the_missing(string[] lines, string expected)
    {
        var loading = Variables(lines).Load();
        var line = lines[0].StartsWith(Handle) ? 4 : 3;
        Assert.Equal(
            [$"environments/live.yaml:{line}: warning: {expected}, so the defaults hold; to customize the timeout or the message, add all three system variables"],
            loading.Problems.Select(p => p.ToString()));
        Assert.Equal(InterruptionRules.Default, loading.Account!.Bots["helper"].Interruptions);
    }

    [Theory]
    [InlineData("0", false), InlineData("1", true), InlineData("300000", true), InlineData("300001", false)]
    [InlineData("15s", false), InlineData("1.5", false), InlineData("-1", false)]
    public void the_timeout_is_1_to_300000_milliseconds(string timeout, bool allowed)
    {
        var problems = Variables($"{Handle}: true", $"{Timeout}: {timeout}", $"{Message}: Wait.").Problems();
        string[] expected = [$"environments/live.yaml:4: '{Timeout}' is '{timeout}'; give whole milliseconds from 1 to 300000, such as \"15000\" for 15 seconds"];
        Assert.Equal(allowed ? [] : expected, problems);
    }

    [Theory]
    [InlineData("ignore", "true", null), InlineData("queue", "true", "ignore"), InlineData("process", "true", "ignore")]
    [InlineData("ignore", "false", "process"), InlineData("queue", "false", "process"), InlineData("process", "false", null)]
    public void bot_and_environment_must_not_contradict_each_other(string interruptions, string handle, string? meaning)
    {
        var problems = Variables($"{Handle}: {handle}").And("bots/helper.yaml", $"flow: main\nenvironment: live\ninterruptions: {interruptions}").Problems();
        string[] expected =
        [
            $"bots/helper.yaml:3: 'interruptions: {interruptions}' contradicts '{Handle}: {handle}' in environments/live.yaml, which means '{meaning}'; "
            + $"write 'interruptions: {meaning}', or remove that variable from the environment",
        ];
        Assert.Equal(meaning is null ? [] : expected, problems);
    }

    [Theory]
    [InlineData("ignore", InterruptionPolicy.Ignore), InlineData("queue", InterruptionPolicy.Queue), InlineData("process", InterruptionPolicy.Process)]
    public void a_bot_chooses_for_itself_where_the_environment_does_not_say(string interruptions, InterruptionPolicy policy) =>
        Assert.Equal(policy, Files.With("bots/helper.yaml", $"{Files.Bot}\ninterruptions: {interruptions}").Loaded().Bots["helper"].Interruptions.Policy);
}
