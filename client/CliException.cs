using Conversations.Client;

namespace Conversations.Cli;

/// <summary>Ends a command with one sentence on the error output.</summary>
internal sealed class CliException(int exitCode, string sentence, Exception? cause = null) : Exception(sentence, cause)
{
    public int ExitCode => exitCode;

    public static CliException Of(ConversationsException e) => new(e.Code switch
    {
        ClientErrorCodes.Unreachable or ClientErrorCodes.TimedOut => ExitCodes.Unreachable,
        ClientErrorCodes.Unauthorized or ClientErrorCodes.Forbidden => ExitCodes.Refused,
        RefusalCodes.UnknownConversation or RefusalCodes.UnknownFunction or RefusalCodes.UnknownDeployment or RefusalCodes.UnknownInvocation => ExitCodes.NotFound,
        _ => ExitCodes.Failed,
    }, Sentence(e), e);

    private static string Sentence(ConversationsException e) => e.Code switch
    {
        ClientErrorCodes.Unreachable => $"{e.Detail} Start it with 'dotnet run --project silo', or say where it is with --server or --cluster.",
        ClientErrorCodes.Unauthorized => "The server does not know this key; give one with --key or in CONVERSATIONS_KEY.",
        ClientErrorCodes.Forbidden => "The key is valid and does not open this; give one of the right account and role with --key.",
        _ => e.Detail,
    };
}
