using System.Collections.Immutable;

namespace Conversations.Accounts.Loading;

/// <summary>A bot that uses a flow, and the variables of the environment linked to it; null when it has none that could be read.</summary>
internal sealed record FlowUser(string Bot, string? Environment, ImmutableDictionary<string, string>? Variables);

/// <summary>What the texts and actions of a flow may refer to.</summary>
internal sealed record FlowScope(AccountScope Account, ImmutableHashSet<string> Variables, ImmutableArray<FlowUser> Users);
