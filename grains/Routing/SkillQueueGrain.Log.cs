using Microsoft.Extensions.Logging;

namespace Conversations.Routing;

internal sealed partial class SkillQueueGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue {Account}/{Skill}: agent {Agent} could not be reached.")]
    private static partial void LogAgentFailed(ILogger logger, string account, string skill, string agent, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue {Account}/{Skill}: it is unknown whether conversation {Conversation} was assigned to {Agent}; it is asked.")]
    private static partial void LogNotAssigned(ILogger logger, string account, string skill, string conversation, string agent, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue {Account}/{Skill}: conversation {Conversation} could not be asked whether it waits; asked again soon.")]
    private static partial void LogNotAsked(ILogger logger, string account, string skill, string conversation, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "Queue {Account}/{Skill}: a round failed; the next one follows soon.")]
    private static partial void LogRoundFailed(ILogger logger, string account, string skill, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Queue {Account}/{Skill}: its reminder could not be ended; it is tried again.")]
    private static partial void LogStillReminded(ILogger logger, string account, string skill, Exception fault);
}
