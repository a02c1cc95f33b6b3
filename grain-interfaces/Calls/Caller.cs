namespace Conversations;

/// <summary>
/// Who makes a grain call. It travels in the <see cref="RequestContext"/> from where a call enters the service, through every
/// call that follows; it is never part of a message, so no client can claim it.
/// </summary>
/// <remarks>
/// HTTP and Direct Line enter as the key or token that was shown. What a conversation does by itself (timers, wake-ups, effects)
/// enters as <see cref="CallerRole.System"/> of the conversation's account. A call without a caller comes from inside the cluster
/// or from a client process of the operator, and is trusted.
/// </remarks>
[GenerateSerializer, Immutable, Alias("conversations.caller.v1")]
public sealed record Caller
{
    /// <summary>The key in the request context.</summary>
    public const string ContextKey = "conversations.caller";

    /// <summary>The account that the caller belongs to: nothing of another one can be reached.</summary>
    [Id(0)] public required string Account { get; init; }

    /// <summary>What kind of caller it is.</summary>
    [Id(1)] public required CallerRole Role { get; init; }

    /// <summary>The name of the key, the consumer id, or <c>system</c>.</summary>
    [Id(2)] public required string Id { get; init; }

    /// <summary>The one conversation that may be reached; null for every one of the account.</summary>
    [Id(3)] public string? Conversation { get; init; }

    /// <summary>The caller of the call that runs now; null when nobody said.</summary>
    public static Caller? Current => RequestContext.Get(ContextKey) as Caller;

    /// <summary>The service itself, on behalf of an account.</summary>
    public static Caller System(string account) => new() { Account = account, Role = CallerRole.System, Id = "system" };

    /// <summary>Calls that follow in this method are made by this caller. In an async method it ends with the method.</summary>
    public void Enter() => RequestContext.Set(ContextKey, this);

    /// <summary>Whether a grain with that key may be called: <c>{account}</c>, or <c>{account}/…</c>.</summary>
    public bool MayReach(string grainKey)
    {
        if (!grainKey.StartsWith(Account, StringComparison.Ordinal))
        {
            return false;
        }
        var rest = grainKey.AsSpan(Account.Length);
        return Conversation is null ? rest is [] or ['/', ..] : rest is ['/', .. var conversation] && conversation.SequenceEqual(Conversation);
    }

    /// <inheritdoc/>
    public override string ToString() => Conversation is null ? $"{Role} {Id} of {Account}" : $"{Role} {Id} of {Account}/{Conversation}";
}

/// <summary>What kind of caller it is.</summary>
[GenerateSerializer, Alias("conversations.caller-role.v1")]
public enum CallerRole
{
    /// <summary>Never valid.</summary>
    Unspecified = 0,
    /// <summary>A key with the role <c>admin</c>.</summary>
    Admin = 1,
    /// <summary>A key with the role <c>agent</c>.</summary>
    Agent = 2,
    /// <summary>A key with the role <c>backend</c>.</summary>
    Backend = 3,
    /// <summary>A Direct Line secret.</summary>
    DirectLine = 4,
    /// <summary>A consumer with a token, which opens one conversation.</summary>
    Consumer = 5,
    /// <summary>The service itself.</summary>
    System = 6,
    /// <summary>A third-party bot, on the Bot Connector surface.</summary>
    Bot = 7,
}
