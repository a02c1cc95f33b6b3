using System.Text.RegularExpressions;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>What a file of an account's folder is.</summary>
internal enum FileKind
{
    Unspecified = 0,
    Account = 1,
    Bot = 2,
    Flow = 3,
    Environment = 4,
    Function = 6,
    /// <summary>JavaScript of a function.</summary>
    Code = 7,
    /// <summary>README.md, or a name with a leading dot.</summary>
    Ignored = 5,
}

/// <summary>A path inside an account's folder, with forward slashes: what it is and which id it gives.</summary>
internal readonly partial record struct AccountPath(FileKind Kind, string Id)
{
    private const string Layout = "an account has account.yaml, bots/*.yaml, flows/*.yaml, environments/*.yaml, functions/*.yaml and functions/*.js";

    public static bool IsId(string id) => IdPattern().IsMatch(id);

    /// <summary>What the path is, or why it can't be part of an account.</summary>
    public static (AccountPath? Path, string? Fault) Of(string path)
    {
        var parts = path.Split('/');
        if (parts.Any(p => p is "" or "." or "..") || path.Contains('\\') || path.Contains('\0'))
        {
            return (null, "the path leaves the account's folder or is not plain; write one such as flows/orders.yaml");
        }

        return parts switch
        {
            _ when parts.Any(p => p[0] is '.') => (new(FileKind.Ignored, ""), null),
            [.., "README.md"] => (new(FileKind.Ignored, ""), null),
            ["account.yaml"] => (new(FileKind.Account, "account"), null),
            [var folder, var file] when KindOf(folder) is { } kind => OfFile(kind, file),
            [var name] => (null, $"this file is not known; {Layout}{DidYouMean(name, "account.yaml")}"),
            _ when KindOf(parts[0]) is not null => (null, $"folders inside {parts[0]}/ are not known; put the file into {parts[0]}/ itself"),
            _ => (null, $"the folder '{parts[0]}' is not known; {Layout}{DidYouMean(parts[0], "bots", "flows", "environments", "functions")}"),
        };
    }

    private static (AccountPath?, string?) OfFile(FileKind kind, string file)
    {
        var code = kind is FileKind.Function && file.EndsWith(".js", StringComparison.Ordinal);
        if (!code && !file.EndsWith(".yaml", StringComparison.Ordinal))
        {
            return (null, kind is FileKind.Function
                ? "only files that end in .yaml or .js are read here; rename the file, or begin its name with '.' to have it ignored"
                : "only files that end in .yaml are read here; rename the file, or begin its name with '.' to have it ignored");
        }

        var id = Path.GetFileNameWithoutExtension(file);
        return IsId(id) ? (new(code ? FileKind.Code : kind, id), null)
            : (null, $"the file's name is an id; {Patterns.IdAdvice}, then {(code ? ".js" : ".yaml")}");
    }

    private static FileKind? KindOf(string folder) => folder switch
    {
        "bots" => FileKind.Bot,
        "flows" => FileKind.Flow,
        "environments" => FileKind.Environment,
        "functions" => FileKind.Function,
        _ => null,
    };

    private static string DidYouMean(string word, params string[] known) =>
        Nearest.To(word, known) is { } near ? $"; did you mean '{near}'?" : "";

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
