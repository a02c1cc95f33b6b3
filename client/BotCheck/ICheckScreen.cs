namespace Conversations.Cli.BotCheck;

/// <summary>Shows a check while it runs. Called by one thread at a time.</summary>
internal interface ICheckScreen
{
    void Sent(SentRequest request);

    void Ended(SentRequest request);

    /// <param name="activity">What the bot said.</param>
    /// <param name="number">The how manieth activity it is.</param>
    void Heard(SeenActivity activity, int number);
}
