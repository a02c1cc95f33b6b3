using Conversations.Bots;

namespace Conversations.Silo.Http.DirectLine;

/// <summary>Whether the bot is at work, and when to show it next.</summary>
internal sealed class TypingIndicator
{
    /// <summary>Clients stop showing it after about 5 s.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(4);
    private readonly long _begun;
    private BotTyping? _typing;
    private int _shown;
    private DateTimeOffset _next;

    /// <param name="view">What the conversation was like when the reader came; older events change nothing any more.</param>
    public TypingIndicator(ConversationView view)
    {
        _begun = view.Version;
        _typing = view.Bot is { Typing: true } bot ? new BotTyping(bot.Turn, true) : null;
    }

    public bool Active => _typing is not null;
    public long Turn => _typing?.Turn ?? 0;
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
        if (_typing is { Lasts: false }) _typing = null;
    }

    private void Apply(ConversationEvent e)
    {
        var next = BotTyping.After(_typing, e);
        if (next is not null && !ReferenceEquals(next, _typing)) _next = DateTimeOffset.MinValue;
        _typing = next;
    }
}
