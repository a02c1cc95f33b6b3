using Microsoft.Extensions.Logging;

namespace Conversations;

internal sealed partial class ConversationGrain
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Conversation {Conversation}: an append failed; it is read from the journal again.")]
    private static partial void LogAppendFailed(ILogger logger, ConversationKey conversation, Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {Conversation}: an observer failed and is told no more.")]
    private static partial void LogObserverFailed(ILogger logger, ConversationKey conversation, Exception fault);
}
