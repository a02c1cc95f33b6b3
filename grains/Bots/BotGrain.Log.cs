using Microsoft.Extensions.Logging;

namespace Conversations.Bots;

internal sealed partial class BotGrain
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Bot {Account}/{Bot}: was {Before}, is {State}. {Detail}")]
    private static partial void LogState(ILogger logger, string account, string bot, BotState before, BotState state, string? detail);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Bot {Account}/{Bot}: conversation {Conversation} could not be asked whether the bot still has it, and counts as one of its own.")]
    private static partial void LogNotAsked(ILogger logger, string account, string bot, string conversation, Exception fault);
}
