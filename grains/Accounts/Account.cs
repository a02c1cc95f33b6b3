using System.Collections.Immutable;
using Conversations.Bots;
using Conversations.Flows;
using Conversations.Functions;
using Conversations.Routing;

namespace Conversations.Accounts;

/// <summary>Everything an account's folder says, checked. Immutable: a changed folder makes a new one.</summary>
public sealed record Account
{
    public required string Id { get; init; }
    /// <summary>The bot that answers where none is asked for; null when conversations start with a skill.</summary>
    public string? DefaultBot { get; init; }
    /// <summary>The language where a conversation names none, and the one texts fall back to.</summary>
    public required string DefaultLanguage { get; init; }
    public ImmutableArray<string> Languages { get; init; } = [];
    public ImmutableDictionary<string, Bot> Bots { get; init; } = ImmutableDictionary<string, Bot>.Empty;
    public ImmutableDictionary<string, Skill> Skills { get; init; } = ImmutableDictionary<string, Skill>.Empty;
    public ImmutableDictionary<string, AgentProfile> Agents { get; init; } = ImmutableDictionary<string, AgentProfile>.Empty;
    /// <summary>How conversations without a skill are served; skills have theirs.</summary>
    public ServiceRules Rules { get; init; } = ServiceRules.Default;
    /// <summary>The functions in the account's folder.</summary>
    public ImmutableArray<FunctionDefinition> Functions { get; init; } = [];
    /// <summary>Which functions are deployed on which messaging event.</summary>
    public ImmutableArray<FunctionRoute> FunctionRoutes { get; init; } = [];
    /// <summary>Who is told of events. They come from the API, not from the folder.</summary>
    public ImmutableArray<Webhook> Webhooks { get; init; } = [];
    public ImmutableArray<AccessKey> Keys { get; init; } = [];
    /// <summary><c>host</c>, <c>host:port</c> or <c>self</c>, the only places integrations may call.</summary>
    public ImmutableArray<string> AllowedHosts { get; init; } = [];
    /// <summary>The feature <c>Common.EncodedMetadata</c>: bots may send encoded metadata (SEED4).</summary>
    public bool EncodedMetadata { get; init; }
    /// <summary>Names of process environment variables that headers may use as <c>{$secret.NAME}</c>.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>An account of which nothing is known but its id: its conversations can still be looked at.</summary>
    public static Account Unknown(string id) => new() { Id = id, DefaultLanguage = "" };

    /// <summary>The rules for conversations with this skill, or without one.</summary>
    public ServiceRules RulesOf(string? skillId) => skillId is not null && Skills.TryGetValue(skillId, out var skill) ? skill.Rules : Rules;
}

/// <summary>A key of an account and what it opens.</summary>
public sealed record AccessKey
{
    public required string Name { get; init; }
    public required AccessRole Role { get; init; }
    /// <summary>SHA-256 of the key.</summary>
    public required ImmutableArray<byte> Hash { get; init; }
    /// <summary>The key stands in the folder itself: it opens nothing unless the server listens on loopback only.</summary>
    public bool InFolder { get; init; }
}

public enum AccessRole
{
    Unspecified = 0,
    Admin = 1,
    Agent = 2,
    Backend = 3,
    /// <summary>A Direct Line secret: any conversation of the account, on the Direct Line surface alone.</summary>
    DirectLine = 4,
}

/// <summary>A bot: its flow, or how a third-party bot is reached, and how it treats interruptions.</summary>
public sealed record Bot
{
    public required string Name { get; init; }
    /// <summary>Null for a third-party bot.</summary>
    public Flow? Flow { get; init; }
    /// <summary>Null for a bot with a flow.</summary>
    public BotConnector? Connector { get; init; }
    /// <summary>A name to show; the bot's own name when absent.</summary>
    public string? DisplayName { get; init; }
    public InterruptionRules Interruptions { get; init; } = InterruptionRules.Default;
    /// <summary>Said when an integration failed and its step has no failure branch.</summary>
    public required LocalizedText FailureText { get; init; }
    /// <summary>Variables <c>{$env.name}</c> of the environment that is linked to the bot.</summary>
    public ImmutableDictionary<string, string> Environment { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>Where accounts come from. The answer may change between calls when a folder changes; one answer never does.</summary>
public interface IAccounts
{
    Account? Find(string id);
    /// <summary>Completes when all that <see cref="Find"/> should say of the account is known on this server: what is kept in grains is read first.</summary>
    ValueTask Prepare(string id) => ValueTask.CompletedTask;
    ImmutableArray<Account> All { get; }
}
