namespace Conversations.Tests.AccountFolders;

/// <summary>Each gives exactly these lines, counted from the first after the seven that every account here has.</summary>
public class When_service_rules_are_wrong
{
    public static TheoryData<string, string> Documents => new()
    {
        { "skills: [a, {id: a}]", "7: 'a' is in 'skills' twice; remove one" },
        { "skills: [{id: a, bot: helpr}]", "7: there is no bot 'helpr'; did you mean 'helper'?" },
        { "skills: [{id: a, assignment: auto}]", "7: 'assignment' is 'auto'; write automatic or manual" },
        { "skills: [{id: a, proposalSeconds: 0}]", "7: 'proposalSeconds' is '0'; give a whole number from 1 to 3600" },
        { "skills: [a]\nagents: [{id: anna}]", "8: an agent needs 'skills'; add it" },
        { "skills: [support]\nagents:\n  - {id: anna, skills: [suport, support]}", "9: there is no skill 'suport'; add it to 'skills' in account.yaml; did you mean 'support'?" },
        { "agents: [{id: anna, skills: []}, {id: anna, skills: []}]", "7: 'anna' is in 'agents' twice; remove one" },
        { "agents: [{id: anna, skills: [], capacity: 1000}]", "7: 'capacity' is '1000'; give a whole number from 1 to 999" },
        { "agents: [{id: a/b, skills: []}]", "7: 'a/b' does not fit 'id'; write 1 to 100 letters, digits, '.', '_', '@' and '-', and begin with a letter or digit" },
        { "skills: [a, b]\nagents: [{id: anna, skills: [a]}]", "7: warning: no agent and no bot serves the skill 'b', so its conversations wait; give an agent the skill, or the skill a bot" },

        { "workingHours: {shifts: []}", "7: the working hours need 'timeZone', because times of day are local; write an IANA time zone such as Europe/Berlin" },
        { "skills: [{id: a, workingHours: {shifts: []}}]", "7: the working hours need 'timeZone', because times of day are local; write an IANA time zone such as Europe/Berlin" },
        { "workingHours: {timeZone: Europe/Berln}", "7: there is no time zone 'Europe/Berln'; did you mean 'Europe/Berlin'?" },
        { "workingHours: {timeZone: Moon/Base}", "7: there is no time zone 'Moon/Base'; write an IANA time zone such as Europe/Berlin" },
        { "workingHours: {timeZone: ../../etc/passwd}", "7: '../../etc/passwd' does not fit 'timeZone'; write an IANA time zone such as Europe/Berlin" },
        { "workingHours: {timeZone: UTC, holidays: [2026-02-29]}", "7: the day '2026-02-29' is in no calendar; correct it" },
        { "workingHours: {timeZone: UTC, holidays: [2026-12-25, 2026-12-25]}", "7: '2026-12-25' is in 'holidays' twice; remove one" },
        { "workingHours: {timeZone: UTC, holidays: [25.12.2026]}", "7: '25.12.2026' does not fit 'holidays'; write a day as in 2026-12-25" },
        { "workingHours: {timeZone: UTC, shifts: [{days: [monday], from: \"09:00\", to: \"18:00\"}]}", "7: 'days' is 'monday'; write mon or tue or wed or thu or fri or sat or sun" },
        { "workingHours: {timeZone: UTC, shifts: [{days: [mon], from: \"9:00\", to: \"24:01\"}]}", "7: '24:01' does not fit 'to'; write hours and minutes as in \"09:00\"|7: '9:00' does not fit 'from'; write hours and minutes as in \"09:00\"" },
        { "workingHours: {timeZone: UTC, shifts: [{days: [], from: \"24:00\", to: \"10:00\"}]}", "7: '24:00' does not fit 'from'; write hours and minutes as in \"09:00\"|7: 'days' is empty; give at least 1" },

        { "responseTimes: {normal: 1 hour}", "7: '1 hour' does not fit 'normal'; write a time from 1s to 90d, such as 30s, 5m, 1h or 2d" },
        { "responseTimes: {urgent: 500ms}", "7: '500ms' does not fit 'urgent'; write a time from 1s to 90d, such as 30s, 5m, 1h or 2d" },
        { "autoClose: 24m", "7: '24m' does not fit 'after'; write a time from 25m to 90d, such as 30s, 5m, 1h or 2d" },
        { "autoClose: {after: 91d}", "7: '91d' does not fit 'after'; write a time from 25m to 90d, such as 30s, 5m, 1h or 2d" },
        { "idle: {agent: {after: {time: 14, units: seconds}}}", "7: an idle clock of 14 seconds is out of range; give 15 seconds to 90 days" },
        { "idle: {agent: {after: {time: 2161, units: hours}}}", "7: an idle clock of 2161 hours is out of range; give 15 seconds to 90 days" },
        { "idle: {agent: {after: {time: 1, units: days}}}", "7: 'units' is 'days'; write seconds or minutes or hours" },
        { "idle: {queue: {repeat: 1}}", "7: an idle clock needs 'after'; add it, as in after: {time: 30, units: minutes}" },

        { "automaticMessages:", "7: 'automaticMessages' is empty; give it a value or remove the key" },
        { "automaticMessages: {welcom: Hello.}", "7: 'welcom' is not a key of the automatic messages; did you mean 'welcome'?" },
        { "automaticMessages: {welcome: \"1 < 2\"}", "7: '<' may keep the message from being sent; write the text without '<', '>', '\\' and line breaks" },
        { "automaticMessages: {welcome: \"a\\nb\"}", "7: a line break may keep the message from being sent; write the text without '<', '>', '\\' and line breaks" },
        { "automaticMessages: {welcome: 'C:\\'}", "7: '\\' may keep the message from being sent; write the text without '<', '>', '\\' and line breaks" },
        { "automaticMessages:\n  welcome: Hello.\n  agentLeft: \"{expectedResponseTime}\"", "9: {expectedResponseTime} is no variable of 'agentLeft'; known: {agentNickname}, {consumerName}, {conversationId}, {skillName}" },
        { "automaticMessages: {welcome: \"{nobody\"}", "7: a single '{' at character 1 is not part of a variable such as {orderNumber}; write '{{' for a literal brace" },
        { "automaticMessages: {welcome: {de: Hallo.}}", "7: the text lacks the default language 'en', which the others fall back to; add it" },
        { "skills: [{id: a, automaticMessages: {welcome: {text: {en: Hello., fr: Salut.}}}}]", "7: 'fr' is not a language of the account (en, de); add it to 'languages' in account.yaml or remove the text|7: warning: the text is not there in 'de'; the one in 'en' is used instead" },
    };

    [Theory, MemberData(nameof(Documents))]
    public void the_lines_say_where_and_what_to_write(string yaml, string expected)
    {
        var account = Files.Account.Replace("skills: [support]", "# more below", StringComparison.Ordinal);
        var problems = Files.With("account.yaml", $"{account}\n{yaml}").Load().Problems.Where(p => p.File is "account.yaml").Select(p => p.ToString());
        Assert.Equal(expected.Split('|').Select(l => $"account.yaml:{l}").Order(), problems.Order());
    }
}
