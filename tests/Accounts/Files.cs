using Conversations.Accounts;
using Conversations.Accounts.Loading;

namespace Conversations.Tests.Accounts;

/// <summary>A small account that loads without problems, to be made wrong in one place.</summary>
internal sealed class Files
{
    public const string Account = """
        defaultBot: helper
        defaultLanguage: en
        languages: [en, de]
        skills: [support]
        allowedHosts: [self, api.example.com]
        secrets: [API_TOKEN]
        """;

    public const string Bot = """
        flow: main
        environment: live
        """;

    public const string Environment = """
        variables:
          shop: Example
        """;

    public const string Flow = """
        fallback: Sorry?
        steps:
          - name: hi
            triggers:
              - keywords: [hi]
            message: Hello
        """;

    private readonly Dictionary<string, string> _files = new()
    {
        ["account.yaml"] = Account,
        ["bots/helper.yaml"] = Bot,
        ["environments/live.yaml"] = Environment,
        ["flows/main.yaml"] = Flow,
    };

    private readonly Dictionary<string, string> _variables = new() { ["API_TOKEN"] = "a token of some length" };

    public static Files With(string path, string text) => new Files().And(path, text);

    /// <summary>The flow with one step, whose YAML is given without its list mark.</summary>
    public static Files WithStep(string step) => With("flows/main.yaml", $"fallback: Sorry?\nsteps:\n  - {step.ReplaceLineEndings("\n").Replace("\n", "\n    ")}");

    public Files And(string path, string text)
    {
        _files[path] = text;
        return this;
    }

    public Files Without(string path)
    {
        _files.Remove(path);
        return this;
    }

    public Files Variable(string name, string value)
    {
        _variables[name] = value;
        return this;
    }

    public AccountLoading Load() => AccountLoader.Load("shop", _files, _variables.GetValueOrDefault);

    public string[] Problems() => [.. Load().Problems.Select(p => p.ToString())];

    /// <summary>The account; fails with the problems when there are any.</summary>
    public Account Loaded()
    {
        var loading = Load();
        Assert.Empty(loading.Problems);
        return loading.Account!;
    }

    public void WriteTo(string folder)
    {
        foreach (var (path, text) in _files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text);
        }
    }
}
