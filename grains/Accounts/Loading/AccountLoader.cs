using System.Text;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>Loads an account from its folder, or from the same files in memory, and tells everything that is wrong at once.</summary>
public static class AccountLoader
{
    /// <summary>Loads a folder; its name is the account's id. Reading is repeatable and changes nothing.</summary>
    /// <param name="folder">The account's own folder, such as <c>accounts/demo</c>.</param>
    /// <param name="environmentVariable">Where keys and secrets from the environment are looked up. Default: the process.</param>
    public static AccountLoading Load(string folder, Func<string, string?>? environmentVariable = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var problems = new ProblemList();
        var files = AccountFolder.Read(folder, problems);
        return Load(IdOf(folder), files, problems, environmentVariable);
    }

    /// <summary>Loads an account from documents: path (such as <c>flows/orders.yaml</c>) to text.</summary>
    public static AccountLoading Load(string id, IReadOnlyDictionary<string, string> files, Func<string, string?>? environmentVariable = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(files);
        return Load(id, files, new(), environmentVariable);
    }

    /// <summary>What would come of these documents as an account, for whoever asks from outside.</summary>
    public static AccountLoading Check(string id, IReadOnlyDictionary<string, string> files) =>
        // Whether a secret is set on this server is not for the caller to find out: each counts as set.
        Load(id, files, static _ => "set");

    internal static string IdOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    internal static AccountLoading Load(
        string id, IReadOnlyDictionary<string, string> files, ProblemList problems, Func<string, string?>? environmentVariable)
    {
        if (!AccountPath.IsId(id))
        {
            problems.In("account.yaml").Error(1, $"'{ScalarReader.Shortened(id)}' can't be an account's id, which is its folder's name; {Patterns.IdAdvice}");
        }

        var documents = ReadAll(files, problems);
        var account = new AccountBuilder(id, documents, problems, environmentVariable ?? Environment.GetEnvironmentVariable).Build();
        return new() { Account = problems.HasErrors ? null : account, Problems = problems.InOrder() };
    }

    private static AccountDocuments ReadAll(IReadOnlyDictionary<string, string> files, ProblemList problems)
    {
        var documents = new AccountDocuments();
        if (files.Count > AccountLimits.Files)
        {
            problems.In("account.yaml").Error(1, $"the account has more than {AccountLimits.Files} files; split it into several accounts");
            return documents;
        }

        foreach (var (path, text) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            var file = problems.In(path);
            switch (AccountPath.Of(path))
            {
                case (null, { } fault):
                    file.Error(1, fault);
                    break;
                case ({ Kind: not FileKind.Ignored } known, _) when Encoding.UTF8.GetByteCount(text) > AccountLimits.FileBytes:
                    file.Error(1, $"the file is larger than {AccountLimits.FileBytes} bytes; split it");
                    documents.AddUnreadable(known);
                    break;
                case ({ Kind: not FileKind.Ignored } known, _):
                    documents.Add(known, known.Kind is FileKind.Code ? new ScalarNode(1, text, plain: false) : NodeReader.Read(text, file), file);
                    break;
            }
        }

        return documents;
    }
}
