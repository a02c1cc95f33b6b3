using Conversations.Silo.Bots.BotFramework.Tokens;
using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.Connector;

/// <summary>
/// Turns what a Bot Connector call throws into a Bot Framework error. What passes by itself is 503 with <c>Retry-After</c>: bots on the Bot
/// Framework SDK send it again then. Those on the Agents SDK never do, and tell the consumer that something went wrong.
/// </summary>
internal sealed class ConnectorFaults(ILogger<ConnectorFaults> logger) : BotFrameworkFaults(logger)
{
    private const string RetryAfterSeconds = "1";

    protected override BotFrameworkFault Refused() => ConnectorFault.NotFound();

    protected override string? AdviceFor(Exception e) => e switch
    {
        IssuerUnavailableException => "The bot's token can't be verified now; send it again after a moment.",
        _ when PassingFaults.Passes(e) => "Send it again after a moment; it is heard once.",
        _ => null,
    };

    protected override void AddHeaders(IHeaderDictionary headers, int status)
    {
        if (status is StatusCodes.Status503ServiceUnavailable) headers.RetryAfter = RetryAfterSeconds;
        if (status is StatusCodes.Status401Unauthorized) headers.WWWAuthenticate = "Bearer";
    }
}
