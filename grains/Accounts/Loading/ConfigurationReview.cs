using System.Collections.Immutable;

namespace Conversations.Accounts.Loading;

/// <summary>What new files would make of an account that has some already.</summary>
public sealed record ConfigurationReview
{
    /// <summary>The files to write, masked keys filled in with those that are there.</summary>
    public required ImmutableDictionary<string, string> Files { get; init; }
    /// <summary>Errors and warnings; with an error the files must not be written.</summary>
    public required ImmutableArray<AccountProblem> Problems { get; init; }

    public bool Refused => Problems.Any(p => p.Severity is ProblemSeverity.Error);

    /// <summary>Names the files: the same files always have the same name, other files another.</summary>
    public static string VersionOf(IReadOnlyDictionary<string, string> files) =>
        AccountFolder.Fingerprint(new SortedDictionary<string, string>(files.ToDictionary(), StringComparer.Ordinal), [])[..32].ToLowerInvariant();

    /// <summary>The files as they may be shown: without keys and secrets.</summary>
    public static ImmutableSortedDictionary<string, string> Shown(IReadOnlyDictionary<string, string> files) =>
        files.ToImmutableSortedDictionary(f => f.Key, f => f.Key is "account.yaml" ? KeyMask.Mask(f.Value) : f.Value, StringComparer.Ordinal);

    internal static ConfigurationReview Of(
        string id, IReadOnlyDictionary<string, string> files, IReadOnlyDictionary<string, string> before, Func<string, string?> environmentVariable)
    {
        var problems = new ProblemList();
        var written = files.ToImmutableDictionary(StringComparer.Ordinal);
        if (written.TryGetValue("account.yaml", out var account))
        {
            var known = before.GetValueOrDefault("account.yaml") ?? "";
            account = KeyMask.Unmask(account, known, problems.In("account.yaml"));
            written = written.SetItem("account.yaml", account);
            CheckNames(account, known, problems);
        }

        foreach (var path in written.Keys.Where(p => p.Split('/').Any(part => part is ['.', ..])))
        {
            problems.In(path).Error(1, "a name with a leading dot is no part of an account; leave the file out");
        }

        // What is wrong already is told beside the rest, so that one answer is enough to correct all of it.
        return new() { Files = written, Problems = AccountLoader.Load(id, written, problems, environmentVariable).Problems };
    }

    /// <summary>
    /// Who may write an account must not get at the server's environment: only the folder's owner names variables of it.
    /// </summary>
    private static void CheckNames(string account, string before, ProblemList problems)
    {
        var known = NamesIn(before).Select(n => (n.Key, n.Node.Value)).ToHashSet();
        foreach (var (key, node) in NamesIn(account).Where(n => !known.Contains((n.Key, n.Node.Value))))
        {
            problems.In("account.yaml").Error(
                node.Line,
                $"the environment variable '{ScalarReader.Shortened(node.Value)}' is not in '{key}' of the account's folder, and only its owner may add one there; remove it here");
        }
    }

    private static IEnumerable<(string Key, ScalarNode Node)> NamesIn(string account)
    {
        // What is wrong with the text is told by the loader.
        if (NodeReader.Read(account, new ProblemList().In("account.yaml")) is not MapNode root)
        {
            return [];
        }

        IEnumerable<(string, ScalarNode)> In(string list, string key) =>
            ((root.Find(list) as ListNode)?.Items.OfType<MapNode>() ?? []).Select(m => m.Find(key)).OfType<ScalarNode>().Select(n => (key, n));
        var secrets = (root.Find("secrets") as ListNode)?.Items.OfType<ScalarNode>() ?? [];
        return [.. secrets.Select(n => ("secrets", n)), .. In("apiKeys", "keyFromEnvironment"), .. In("directLineSecrets", "secretFromEnvironment")];
    }
}
