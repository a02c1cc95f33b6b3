using Conversations.Silo.Http.BotFramework;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Turns what a Direct Line call throws into a Direct Line error.</summary>
internal sealed class DirectLineFaults(ILogger<DirectLineFaults> logger) : BotFrameworkFaults(logger)
{
    protected override BotFrameworkFault Refused() => DirectLineFault.Forbidden();

    protected override string? AdviceFor(Exception e) =>
        PassingFaults.Passes(e) ? "Send it again with the same clientActivityID; it is kept once." : null;
}
