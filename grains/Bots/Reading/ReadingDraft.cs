using System.Collections.Immutable;
using System.Text.Json;

namespace Conversations.Bots;

/// <summary>Collects what an activity says and does, and what of it is refused.</summary>
internal sealed class ReadingDraft(BotReadingRules rules)
{
    private const int LongestId = 300;

    private readonly ImmutableArray<BotAction>.Builder _actions = ImmutableArray.CreateBuilder<BotAction>();
    private readonly ImmutableArray<BotRefusal>.Builder _refusals = ImmutableArray.CreateBuilder<BotRefusal>();

    public BotReadingRules Rules { get; } = rules;

    public bool IsEmpty => _actions.Count == 0 && _refusals.Count == 0;

    public void Do(BotAction action) => _actions.Add(action);

    public void Refuse(string part, string reason, string detail) => _refusals.Add(new BotRefusal { Part = part, Reason = reason, Detail = detail });

    public BotReading Finish(string type, JsonElement? activity, string fingerprint) => new()
    {
        Type = type,
        Id = IdOf(activity, "id"),
        ReplyToId = IdOf(activity, "replyToId"),
        Fingerprint = fingerprint,
        Actions = _actions.ToImmutable(),
        Refusals = _refusals.ToImmutable(),
    };

    private static string? IdOf(JsonElement? activity, string name)
    {
        // An id that is no valid text names nothing; nor does the rest of such an activity count.
        try
        {
            return activity?.Text(name) is { Length: <= LongestId } id ? id : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
