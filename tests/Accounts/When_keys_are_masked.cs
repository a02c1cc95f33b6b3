using Conversations.Accounts.Loading;

namespace Conversations.Tests.AccountFolders;

public class When_keys_are_masked
{
    private const string Yaml = """
        # key: not one of them
        defaultLanguage: en
        apiKeys:
          - name: web
            role: admin
            key: 'it''s a secret' # by hand
          - {name: ops, role: agent, key: "ünï\u0063ode key"}
          - {name: far, role: agent, keyFromEnvironment: FAR_KEY}
        directLineSecrets: [{secret: another secret, name: web}]
        """;

    private const string Masked = """
        # key: not one of them
        defaultLanguage: en
        apiKeys:
          - name: web
            role: admin
            key: "***" # by hand
          - {name: ops, role: agent, key: "***"}
          - {name: far, role: agent, keyFromEnvironment: FAR_KEY}
        directLineSecrets: [{secret: "***", name: web}]
        """;

    private static string[] Unmask(string text, out string result)
    {
        var problems = new ProblemList();
        result = KeyMask.Unmask(text, Yaml, problems.In("account.yaml"));
        return [.. problems.InOrder().Select(p => p.ToString())];
    }

    [Theory, InlineData("\n"), InlineData("\r\n")]
    public void only_they_are_changed_in_the_text(string line) =>
        Assert.Equal(Masked.ReplaceLineEndings(line), KeyMask.Mask(Yaml.ReplaceLineEndings(line)));

    [Fact]
    public void they_come_back_under_their_names()
    {
        Assert.Empty(Unmask(Masked.Replace("name: ops, role: agent", "name: ops, role: backend", StringComparison.Ordinal), out var text));
        Assert.Contains("key: \"it\\u0027s a secret\" # by hand", text);
        Assert.Contains("role: backend, key: \"\\u00FCn\\u00EFcode key\"}", text);
        Assert.Contains("{secret: \"another secret\", name: web}", text);
    }

    [Fact]
    public void one_under_a_new_name_has_nothing_to_come_back_from() => Assert.Equal(
        ["account.yaml:7: '***' stands for what is there already, and 'apiKeys' has nothing of the name 'sales'; write it out"],
        Unmask(Masked.Replace("ops", "sales", StringComparison.Ordinal), out _));

    [Fact]
    public void anchors_and_blocks_of_text_are_masked_too()
    {
        Assert.Equal("apiKeys: [{name: a, key: &k \"***\"}, {name: b, key: *k}]\n", KeyMask.Mask("apiKeys: [{name: a, key: &k long secret}, {name: b, key: *k}]\n"));
        Assert.DoesNotContain("secret", KeyMask.Mask("apiKeys:\n  - name: a\n    key: |\n      a secret\n      of two lines\ndefaultLanguage: en\n"));
    }

    [Theory, InlineData("apiKeys: [{name: a, key: a secret"), InlineData("apiKeys: [{name: a, key: a secret, key: a secret}]"), InlineData("apiKeys: [{name: a, key: !x a secret}]")]
    public void a_text_that_can_not_be_read_is_not_shown(string text) => Assert.StartsWith("# This file can't be read as YAML", KeyMask.Mask(text));

    [Fact]
    public void whatever_the_text_is_no_key_gets_out()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        const string characters = "{}[]:-&*!|>'\"%@`#,? \n\tab01";
        const string text = "defaultLanguage: en\napiKeys:\n  - name: web\n    role: admin\n    key: topsecret\n";
        Assert.Empty(Loaded(text).Problems);
        for (var i = 0; i < 3_000; i++)
        {
            var noise = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => characters[random.Next(characters.Length)]));
            var shown = KeyMask.Mask(text.Insert(random.Next(text.IndexOf("topsecret", StringComparison.Ordinal)), noise));
            // A text that says something else altogether has no key in it.
            Assert.True(!shown.Contains("key: topsecret") || Loaded(shown).Problems.Length > 0, $"seed {seed}: {shown}");
        }
    }

    private static AccountLoading Loaded(string account) => AccountLoader.Load("shop", new Dictionary<string, string> { ["account.yaml"] = account });
}
