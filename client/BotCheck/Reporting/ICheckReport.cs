namespace Conversations.Cli.BotCheck.Reporting;

/// <summary>Says at the end what the bot does well and badly.</summary>
internal interface ICheckReport
{
    void Report(Observations seen, IReadOnlyList<Finding> findings);
}
