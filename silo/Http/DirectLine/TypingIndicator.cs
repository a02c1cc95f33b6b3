namespace Conversations.Silo.Http.DirectLine;

/// <summary>Whether the bot is at work, and when to show it next.</summary>
internal sealed class TypingIndicator
{
    /// <summary>Clients stop showing it after about 5 s.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(4);
    private readonly long _begun;
    private long? _turn;
    private int _shown;
    private DateTimeOffset _next;

    /// <param name="view">What the conversation was like when the reader came; older events change nothing any more.</param>
    public TypingIndicator(ConversationView view)
    {
        _begun = view.Version;
        _turn = view.Bot is { Typing: true } bot ? bot.Turn : null;
    }

    public bool Active => _turn is not null;
    public long Turn => _turn ?? 0;
    public int Number => _shown;

    public void Apply(EventPage page)
    {
        var version = page.FirstVersion;
        foreach (var e in page.Events)
        {
            if (version++ > _begun)
            {
                Apply(e);
            }
        }
    }

    public TimeSpan Wait(DateTimeOffset now) => Active && _next > now ? _next - now : Active ? TimeSpan.Zero : TimeSpan.MaxValue;

    public void Shown(DateTimeOffset now)
    {
        _shown++;
        _next = now + Every;
    }

    private void Apply(ConversationEvent e)
    {
        switch (e)
        {
            case TurnStarted started:
                (_turn, _next) = (started.Turn, DateTimeOffset.MinValue);
                break;
            // What the bot says ends the typing; a delay shows it again for as long as it lasts, if the bot wants that (SEED4).
            case MessagePublished { BotSpoke: true } or BotResumed or BotPaused { Typing: false }:
                _turn = null;
                break;
            case BotPaused paused:
                (_turn, _next) = (paused.Turn ?? 0, DateTimeOffset.MinValue);
                break;
            case TurnEnded ended when ended.Turn == _turn:
            case TurnDetached detached when detached.Turn == _turn:
            case Transferred or ConversationClosed:
                _turn = null;
                break;
        }
    }
}
