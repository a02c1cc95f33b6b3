using System.Security.Cryptography;
using System.Text;
using Conversations.Accounts;

namespace Conversations.Tests.Accounts;

public class When_keys_are_loaded
{
    private static Files Keys(string yaml) => Files.With("account.yaml", $"{Files.Account}\n{yaml}");

    [Fact]
    public void a_key_in_the_folder_is_kept_as_its_hash_and_marked()
    {
        var key = Assert.Single(Keys("apiKeys: [{name: ops, role: backend, key: in the folder}]").Loaded().Keys);
        Assert.Equal(("ops", AccessRole.Backend, true), (key.Name, key.Role, key.InFolder));
        Assert.Equal(SHA256.HashData(Encoding.UTF8.GetBytes("in the folder")), key.Hash);
    }

    [Fact]
    public void a_direct_line_secret_comes_from_the_environment()
    {
        var key = Assert.Single(Keys("directLineSecrets: [{name: web, secretFromEnvironment: WEB_SECRET}]").Variable("WEB_SECRET", "0123456789abcdef").Loaded().Keys);
        Assert.Equal(("web", AccessRole.DirectLine, false), (key.Name, key.Role, key.InFolder));
    }

    [Fact]
    public void a_variable_that_is_not_set_is_a_warning_and_the_key_opens_nothing()
    {
        var loading = Keys("apiKeys:\n  - name: ops\n    role: admin\n    keyFromEnvironment: OPS_KEY").Load();
        Assert.Equal(
            ["account.yaml:10: warning: the environment variable 'OPS_KEY' is not set, so this key opens nothing; set it and start the server again"],
            loading.Problems.Select(p => p.ToString()));
        Assert.Empty(loading.Account!.Keys);
    }

    [Theory, InlineData(15, false), InlineData(16, true)]
    public void a_key_from_the_environment_has_at_least_16_characters(int length, bool allowed)
    {
        var problems = Keys("apiKeys: [{name: ops, role: admin, keyFromEnvironment: OPS_KEY}]").Variable("OPS_KEY", new string('x', length)).Problems();
        Assert.Equal(allowed ? [] : ["account.yaml:7: the key in the environment variable 'OPS_KEY' is too short; use 16 characters or more"], problems);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "apiKeys: [{name: a, role: admin}]", "7: give either 'key' or 'keyFromEnvironment', and only one of them" },
        { "apiKeys: [{name: a, role: admin, key: 12345678, keyFromEnvironment: A}]", "7: give either 'key' or 'keyFromEnvironment', and only one of them" },
        { "directLineSecrets: [{name: a}]", "7: give either 'secret' or 'secretFromEnvironment', and only one of them" },
        { "apiKeys: [{name: a, role: boss, key: 12345678}]", "7: 'role' is 'boss'; write admin or agent or backend" },
        { "apiKeys: [{name: a, key: 12345678}]", "7: an API key needs 'role'; add it" },
        { "apiKeys: [{name: a, role: admin, key: 1234567}]", "7: 'key' has 7 characters; write 8 to 100" },
        { "apiKeys:\n  - {name: a, role: admin, key: 12345678}\ndirectLineSecrets:\n  - {name: a, secret: 87654321}", "10: the name 'a' is taken in line 8; give each key and secret its own" },
        { "apiKeys:\n  - {name: a, role: admin, key: 12345678}\n  - {name: b, role: agent, key: 12345678}", "9: 'b' is the same key as 'a'; give each its own, so that one can be withdrawn alone" },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void a_wrong_key_is_told(string yaml, string expected) => Assert.Equal([$"account.yaml:{expected}"], Keys(yaml).Problems());

    [Fact]
    public void no_message_shows_a_key()
    {
        var problems = Keys("apiKeys:\n  - {name: a, role: admin, key: s3cr3t}\n  - {name: b, role: admin, keyFromEnvironment: B}\n  - {name: c, role: c, key: s3cr3t-s3cr3t}").Variable("B", "s3cr3t").Problems();
        Assert.NotEmpty(problems);
        Assert.All(problems, p => Assert.DoesNotContain("s3cr3t", p));
    }
}
