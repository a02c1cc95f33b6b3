using Microsoft.Extensions.Logging;

namespace Conversations.Routing;

internal sealed partial class AgentGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Account}/{Agent}: conversation {Conversation} could not be asked whether it is theirs and keeps its room; asked again after {Pause}.")]
    private static partial void LogNotAsked(ILogger logger, string account, string agent, string conversation, TimeSpan pause, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Agent {Account}/{Agent}: the queue of {Skill} could not be told of a change; it looks by itself soon.")]
    private static partial void LogNotTold(ILogger logger, string account, string agent, string skill, Exception fault);
}
