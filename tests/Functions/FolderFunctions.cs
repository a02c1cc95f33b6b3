using System.Collections.Immutable;
using Conversations.Accounts;
using Conversations.AutomaticMessages;
using Conversations.Flows;
using Conversations.Functions;
using Conversations.Tests.Http;

namespace Conversations.Tests.Functions;

/// <summary>The accounts of the HTTP tests, where acme has functions in its folder, a welcome, and a secret.</summary>
internal sealed class FolderFunctions(params FunctionDefinition[] functions) : IAccounts
{
    public const string Welcome = "Welcome by default";
    private readonly HttpAccounts _inner = new();
    private ImmutableArray<FunctionDefinition> _functions = [.. functions];

    public ImmutableArray<Account> All => [.. _inner.All.Select(With)];

    public Account? Find(string id) => _inner.Find(id) is { } account ? With(account) : null;

    /// <summary>The folder changes.</summary>
    public void Write(params FunctionDefinition[] functions) => _functions = [.. functions];

    private Account With(Account account) => account.Id != "acme" ? account : account with
    {
        Functions = _functions,
        Secrets = ["CONVERSATIONS_TEST_TOKEN"],
        Rules = account.Rules with
        {
            Messages = ImmutableDictionary<AutomaticMessageKind, AutomaticMessage>.Empty.Add(
                AutomaticMessageKind.FirstTimeWelcome, new AutomaticMessage { Text = LocalizedText.Of(Welcome) }),
        },
    };
}
