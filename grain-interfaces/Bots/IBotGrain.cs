using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Conversations.Bots;

/// <summary>
/// A third-party bot: whether it may be asked, and how many conversations it has. The key is <c>{account}/{bot}</c>. A conversation is
/// counted, on disk, before the bot is first asked for it, and is given back by the conversation itself.
/// </summary>
[Alias("conversations.bot-grain.v1")]
public interface IBotGrain : IGrainWithStringKey, IKeyedByAccount
{
    /// <summary>How it is; null when the account has no such third-party bot.</summary>
    [ReadOnly, Alias("Read")]
    Task<BotHealthView?> Read();

    /// <summary>
    /// A server says for which of the bot's conversations it listens to what the bot says unasked, and is given some that nobody listens
    /// for: those of before, once the bot's grain begins anew, and those of a server that has said nothing for 45 s. A server repeats it
    /// every 15 s or more often.
    /// </summary>
    /// <returns>The conversations that the server is to listen for from now on as well; each may have been lost by the bot meanwhile. Empty for
    /// a bot that may not speak unasked, or is not reached over Direct Line.</returns>
    [Alias("Listen")]
    Task<ImmutableArray<string>> Listen(BotListening listening);

    /// <summary>Switches it on or off; null when the account has no such third-party bot. Remembered until it is said otherwise.</summary>
    /// <param name="state"><see cref="BotState.Online"/> or <see cref="BotState.Offline"/>. Online ends an interruption, too.</param>
    /// <exception cref="ArgumentOutOfRangeException">An interruption can't be set.</exception>
    [Alias("SetState")]
    Task<BotHealthView?> SetState(BotState state);

    /// <summary>A request of the conversation is about to be sent to the bot for the first time. Harmless to repeat.</summary>
    /// <param name="conversation">Its id.</param>
    /// <param name="needsAnswer">The bot is to answer it. Only such a request tries whether an interrupted bot is back: of others that is never known.</param>
    [Alias("Enter")]
    Task<BotAdmission> Enter(string conversation, bool needsAnswer);

    /// <summary>
    /// What came of a request, all its tries together: it failed on its way, or it was taken and has been answered, or was not in time. Told
    /// once at most, and not asked: nobody waits for it. Of what needs no answer a failure alone is told.
    /// </summary>
    [OneWay, Alias("Report")]
    Task Report(BotReport report);

    /// <summary>The bot may have lost the conversation: the bot asks it, and keeps its place while it has it. Harmless at any time.</summary>
    [Alias("Release")]
    Task Release(string conversation);

    /// <summary>The open conversations that it has been asked for and still has, in the order of their ids. Each is asked whether that is so.</summary>
    /// <param name="after">The id to go on after; null for the beginning.</param>
    /// <param name="limit">How many are asked, at least 1. Fewer come back when some are the bot's no more.</param>
    [Alias("List")]
    Task<BotConversationPage> List(string? after, int limit);
}

/// <summary>Whether a bot is asked. Source: states of bots in the field.</summary>
[GenerateSerializer, Alias("conversations.bot-state.v1"), JsonConverter(typeof(JsonStringEnumConverter<BotState>))]
public enum BotState
{
    /// <summary>Never valid.</summary>
    [JsonStringEnumMemberName("UNSPECIFIED")] Unspecified = 0,
    /// <summary>It is asked.</summary>
    [JsonStringEnumMemberName("ONLINE")] Online = 1,
    /// <summary>An operator switched it off: its conversations escalate.</summary>
    [JsonStringEnumMemberName("OFFLINE")] Offline = 2,
    /// <summary>It failed five times in a row, with errors or silence: conversations escalate at once; one request a minute tries whether it is back.</summary>
    [JsonStringEnumMemberName("VENDOR_INTERRUPTION")] VendorInterruption = 3,
    /// <summary>It can't be talked to: a secret is missing or refused, or its host is not allowed. Nothing is sent but one request a minute.</summary>
    [JsonStringEnumMemberName("SERVICE_INTERRUPTION")] ServiceInterruption = 4,
}

/// <summary>How a third-party bot is.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-health-view.v1")]
public sealed record BotHealthView
{
    /// <summary>Its name in the account.</summary>
    [Id(0)] public required string Name { get; init; }
    /// <summary>Whether it is asked.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.Never)] public required BotState State { get; init; }
    /// <summary>Why it is interrupted; null when it is not.</summary>
    [Id(2)] public string? Detail { get; init; }
    /// <summary>Since when it is interrupted, UTC; null when it is not.</summary>
    [Id(3)] public DateTimeOffset? Since { get; init; }
    /// <summary>Requests that failed, or were not answered in time, since the last one that was answered.</summary>
    [Id(4)] public int Failures { get; init; }
    /// <summary>The open conversations that it has been asked for. After a restart it may for a while be more than there are.</summary>
    [Id(5)] public int OpenConversations { get; init; }
    /// <summary>How many it may have.</summary>
    [Id(6)] public int ConversationLimit { get; init; }
}

/// <summary>Whether a request may be sent.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-admission.v1")]
public sealed record BotAdmission
{
    /// <summary>It may.</summary>
    public static BotAdmission Granted { get; } = new();
    /// <summary>Why not, as a word of <see cref="BotFaults"/>; null when it may.</summary>
    [Id(0)] public string? Fault { get; init; }
    /// <summary>A sentence for the operator; null when it may.</summary>
    [Id(1)] public string? Detail { get; init; }
}

/// <summary>Some of a bot's conversations.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-conversation-page.v1")]
public sealed record BotConversationPage
{
    /// <summary>Those that it has; it may be none although more follow.</summary>
    [Id(0)] public ImmutableArray<BotConversation> Conversations { get; init; } = [];
    /// <summary>The id to go on after; null when nothing follows.</summary>
    [Id(1)] public string? Next { get; init; }
}

/// <summary>A conversation that a bot has.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-conversation.v1")]
public sealed record BotConversation
{
    /// <summary>Its id within the account.</summary>
    [Id(0)] public required string Id { get; init; }
    /// <summary>Who talks to the bot.</summary>
    [Id(1)] public required Consumer Consumer { get; init; }
}

/// <summary>What came of a request.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-report.v1")]
public sealed record BotReport
{
    /// <summary>A word of <see cref="BotFaults"/>; null when the bot answered.</summary>
    [Id(0)] public string? Fault { get; init; }
    /// <summary>A sentence for the operator.</summary>
    [Id(1)] public string? Detail { get; init; }
}

/// <summary>Who listens to what a bot says unasked.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-listening.v1")]
public sealed record BotListening
{
    /// <summary>The server; another one after each start.</summary>
    [Id(0)] public required string Server { get; init; }
    /// <summary>The conversations for which it listens.</summary>
    [Id(1)] public ImmutableArray<string> Conversations { get; init; } = [];
    /// <summary>How many more it would take now; 0 for none.</summary>
    [Id(2)] public int Room { get; init; }
}

/// <summary>A third-party bot is to know that the conversation may no longer be its own.</summary>
[GenerateSerializer, Immutable, Alias("conversations.bot-release.v1")]
public sealed record BotRelease : Effect
{
    /// <summary>The bot.</summary>
    [Id(0)] public required string Bot { get; init; }
}
