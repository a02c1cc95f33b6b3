using System.Collections.Immutable;
using Conversations.Cli.DirectLine;
using Conversations.Cli.Terminal;

namespace Conversations.Cli.Chat;

/// <summary>Who says a line, as far as it is shown differently.</summary>
internal enum Speaker
{
    You,
    Bot,
    Agent,
    Service,
}

/// <summary>A line as it is shown.</summary>
internal sealed record ChatLine(Speaker Speaker, string Name, string Text, ImmutableArray<string> Marks)
{
    /// <summary>An activity as a line; null when there is nothing to read in it.</summary>
    /// <param name="activity">What came.</param>
    /// <param name="bot">The bot's id, as typing shows it; null while it is unknown.</param>
    public static ChatLine? Of(Activity activity, string? bot)
    {
        if (activity.Type != "message" || Words(activity) is not { } text)
        {
            return null;
        }
        var speaker = SpeakerOf(activity, bot);
        var name = speaker == Speaker.You ? "you" : activity.From?.Name ?? activity.From?.Id ?? "?";
        return new ChatLine(speaker, Printable.Of(name), Printable.Of(text), MarksOf(activity.ChannelData));
    }

    private static string? Words(Activity activity)
    {
        var files = (activity.Attachments ?? []).Select(a => $"[{a.Name ?? a.ContentType ?? "attachment"}]");
        var parts = new[] { activity.Text }.Concat(files).Where(p => !string.IsNullOrEmpty(p)).ToArray();
        return parts.Length == 0 ? null : string.Join(' ', parts);
    }

    // Direct Line knows users and bots; agents and the service are told apart by who they are not.
    private static Speaker SpeakerOf(Activity activity, string? bot) => activity.From switch
    {
        { Role: "user" } => Speaker.You,
        { Id: "system" } => Speaker.Service,
        { Id: { } id } when bot is not null && id != bot => Speaker.Agent,
        _ => Speaker.Bot,
    };

    private static ImmutableArray<string> MarksOf(ChannelData? data)
    {
        var marks = ImmutableArray.CreateBuilder<string>();
        if (data is { Proactive: true })
        {
            marks.Add("still working");
        }
        if (data is { Late: true })
        {
            marks.Add("late");
        }
        if (data is { Automatic: true })
        {
            marks.Add("automatic");
        }
        return marks.ToImmutable();
    }
}
