using System.Collections.Immutable;

namespace Conversations.Cli.BotCheck.Examining;

/// <summary>Which activities answer which request, by the rules of a server. Pure.</summary>
internal sealed class Exchanges
{
    private readonly Observations _seen;
    private readonly ImmutableArray<List<SeenActivity>> _heard;

    public Exchanges(Observations seen)
    {
        _seen = seen;
        _heard = [.. seen.Requests.Select(_ => new List<SeenActivity>())];
        All = [.. seen.Requests.Select((request, i) => new Answers(request, _heard[i]))];
        foreach (var activity in seen.Activities) Assign(activity);
    }

    public Observations Seen => _seen;
    public CheckSettings Settings => _seen.Settings;
    /// <summary>One for each request, in their order.</summary>
    public ImmutableArray<Answers> All { get; }
    /// <summary>They name no request, and exactly one was on its way. SDKs name none in what follows <c>conversationUpdate</c>, so that is not meant.</summary>
    public List<SeenActivity> Nameless { get; } = [];
    /// <summary>They name no request while one that has been taken still lacks its answer.</summary>
    public List<SeenActivity> Lost { get; } = [];
    /// <summary>They name a request that there never was.</summary>
    public List<SeenActivity> Misnamed { get; } = [];
    /// <summary>They answer nothing.</summary>
    public List<SeenActivity> Unasked { get; } = [];

    public IEnumerable<Answers> For(params Purpose[] purposes) => All.Where(x => purposes.Contains(x.Request.Purpose));

    /// <summary>Those that have to be answered, or people take over.</summary>
    public IEnumerable<Answers> ToBeAnswered => All.Where(x => NeedsAnswer(x.Request, Settings));

    public static bool NeedsAnswer(SentRequest request, CheckSettings settings) => request.Purpose switch
    {
        Purpose.Message or Purpose.Burst => true,
        Purpose.Start => settings.Type == ConversationType.Chat,
        _ => false,
    };

    /// <summary>The path of the call names nothing while the body names a request: the id was damaged on its way into the path.</summary>
    public bool IsBroken(SeenActivity activity) => activity.PathReplyTo is { } id && id != activity.Reading.ReplyToId && All.Any(x => x.Request.ActivityId == activity.Reading.ReplyToId);

    private void Assign(SeenActivity activity)
    {
        if (activity.InResponseTo is { } place) _heard[place].Add(activity);
        else if (activity.ReplyTo is { Length: > 0 } id) AssignTo(id, activity);
        else if (Running(activity.At) is [var only]) AssignNameless(only, activity);
        else if (activity.Reading.IsSilent) return;
        else (LacksAnswer(activity.At) ? Lost : Unasked).Add(activity);
    }

    // A request that was repeated has the id of the first one; what comes then answers the repeat.
    private void AssignTo(string id, SeenActivity activity)
    {
        var place = Enumerable.Range(0, All.Length).LastOrDefault(i => All[i].Request.ActivityId == id && All[i].Request.SentAt <= activity.At, -1);
        if (place < 0) Misnamed.Add(activity);
        else _heard[place].Add(activity);
    }

    private void AssignNameless(int place, SeenActivity activity)
    {
        _heard[place].Add(activity);
        var isGreeting = All[place].Request.Purpose == Purpose.Start && Settings.Type == ConversationType.Messaging;
        if (!activity.Reading.IsSilent && !isGreeting) Nameless.Add(activity);
    }

    private int[] Running(TimeSpan at) => [.. Enumerable.Range(0, All.Length).Where(i => All[i].Request.WasRunning(at)).Take(2)];

    private bool LacksAnswer(TimeSpan at) =>
        All.Any(x => NeedsAnswer(x.Request, Settings) && x.Request.SentAt <= at && at <= x.Request.SentAt + Settings.Timeout && x.First is null);
}

/// <summary>A request and what answered it, in order.</summary>
internal sealed class Answers(SentRequest request, IReadOnlyList<SeenActivity> heard)
{
    public SentRequest Request => request;
    public IReadOnlyList<SeenActivity> Heard => heard;
    public IEnumerable<SeenActivity> Usable => heard.Where(a => a.IsUsable);
    /// <summary>The first that can be said or carried out; null when there is none.</summary>
    public SeenActivity? First => Usable.FirstOrDefault();
    public TimeSpan? Took => First?.At - request.SentAt;

    public bool IsInTime(CheckSettings settings) => Took <= settings.Timeout;
}
