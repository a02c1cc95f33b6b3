using Conversations.Accounts.Schema;
using Conversations.Routing;

namespace Conversations.Accounts.Loading;

/// <summary>How conversations are served: of the account, and of a skill over what it inherits from the account.</summary>
internal sealed class ServiceRulesBuilder(AccountScope scope, FileProblems problems)
{
    private static readonly TimeSpan LongestAutoClose = TimeSpan.FromDays(90);

    private static readonly TimeSpan ShortestIdle = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestIdle = TimeSpan.FromDays(90);

    private readonly WorkingHoursBuilder _hours = new(problems);
    private readonly AutomaticMessageBuilder _messages = new(scope, problems);

    public ServiceRules Account(AccountDocument document) => Build(document, ServiceRules.Default, null);

    public ServiceRules Skill(SkillDocument document, AccountDocument account, ServiceRules inherited) => Build(document, inherited, account);

    private ServiceRules Build(IServiceDocument own, ServiceRules inherited, AccountDocument? account)
    {
        // Without working hours of the account, the zone of the skill's own is asked for.
        var hours = account?.WorkingHours is null ? null : inherited.Hours;
        return inherited with
        {
            Hours = own.WorkingHours is { } document ? _hours.Build(document, hours) : inherited.Hours,
            ResponseTimes = Build(own.ResponseTimes, inherited.ResponseTimes),
            AutoClose = TimeOf(own.AutoClose?.After) ?? inherited.AutoClose ?? (own.AutoClose is null ? null : LongestAutoClose),
            AutoCloseRaisesEnd = own.AutoClose?.RaisesEnd ?? inherited.AutoCloseRaisesEnd,
            ProposalTime = own.ProposalSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : inherited.ProposalTime,
            AgentIdle = Build(own.Idle?.Agent, inherited.AgentIdle),
            ConsumerIdle = Build(own.Idle?.Consumer, inherited.ConsumerIdle),
            QueueIdle = Build(own.Idle?.Queue, inherited.QueueIdle),
            ConsumerIdleWhileUnassigned = own.Idle?.ConsumerWhileUnassigned ?? inherited.ConsumerIdleWhileUnassigned,
            Messages = account is null
                ? _messages.Account(own.AutomaticMessages)
                : _messages.Skill(own.AutomaticMessages, account.AutomaticMessages, inherited.Messages),
        };
    }

    private static ResponseTimes Build(ResponseTimesDocument? document, ResponseTimes inherited) => inherited with
    {
        Normal = TimeOf(document?.Normal) ?? inherited.Normal,
        Urgent = TimeOf(document?.Urgent) ?? inherited.Urgent,
        Prioritized = TimeOf(document?.Prioritized) ?? inherited.Prioritized,
        FirstTime = TimeOf(document?.FirstTime) ?? inherited.FirstTime,
    };

    private IdleTimer? Build(IdleTimerDocument? document, IdleTimer? inherited)
    {
        if (document is null || document.Enabled is false)
        {
            return document is null ? inherited : null;
        }

        var timer = document.After is { Time: { } time, Units: { } units } ? new IdleTimer(time, units) : inherited;
        if (timer is null)
        {
            if (document.After is null)
            {
                problems.Error(document.Line, "an idle clock needs 'after'; add it, as in after: {time: 30, units: minutes}");
            }

            return null;
        }

        if (document.After is { } after && (timer.Span < ShortestIdle || timer.Span > LongestIdle))
        {
            problems.Error(after.LineOf("time"), $"an idle clock of {timer.Time} {timer.Units} is out of range; give 15 seconds to 90 days");
        }

        return timer with { Repeat = document.Repeat ?? inherited?.Repeat ?? 0 };
    }

    private static TimeSpan? TimeOf(string? text) => text is not null && TimePattern.TryRead(text, out var time) ? time : null;
}
