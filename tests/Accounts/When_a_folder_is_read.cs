using Conversations.Accounts.Loading;

namespace Conversations.Tests.AccountFolders;

public sealed class When_a_folder_is_read : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("accounts-").FullName;
    private readonly string _folder;

    public When_a_folder_is_read()
    {
        _folder = Path.Combine(_root, "shop");
        Files.With("account.yaml", Files.Account.Replace("secrets: [API_TOKEN]", "")).WriteTo(_folder);
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string[] Problems() => [.. AccountLoader.Load(_folder).Problems.Select(p => p.ToString())];

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(_folder, path))!);
        File.WriteAllText(Path.Combine(_folder, path), text);
    }

    [Fact]
    public void its_name_is_the_accounts_id()
    {
        var loading = AccountLoader.Load(_folder + Path.DirectorySeparatorChar);
        Assert.Empty(loading.Problems);
        Assert.Equal(("shop", "helper"), (loading.Account!.Id, loading.Account.DefaultBot));
    }

    [Theory]
    [InlineData("README.md"), InlineData("flows/README.md"), InlineData(".git/config"), InlineData(".hidden"), InlineData("flows/.draft.yaml")]
    public void a_readme_and_names_with_a_leading_dot_are_ignored(string path)
    {
        Write(path, "{");
        Assert.Empty(Problems());
    }

    [Theory]
    [InlineData("acount.yaml", "acount.yaml:1: this file is not known; an account has account.yaml, bots/*.yaml, flows/*.yaml, environments/*.yaml, functions/*.yaml and functions/*.js; did you mean 'account.yaml'?")]
    [InlineData("templates/a.yaml", "templates:1: the folder 'templates' is not known; an account has account.yaml, bots/*.yaml, flows/*.yaml, environments/*.yaml, functions/*.yaml and functions/*.js")]
    [InlineData("functions/a.ts", "functions/a.ts:1: only files that end in .yaml or .js are read here; rename the file, or begin its name with '.' to have it ignored")]
    [InlineData("functions/My code.js", "functions/My code.js:1: the file's name is an id; write 1 to 64 lower-case letters, digits and '-', and begin with a letter or digit, then .js")]
    [InlineData("flow/a.yaml", "flow:1: the folder 'flow' is not known; an account has account.yaml, bots/*.yaml, flows/*.yaml, environments/*.yaml, functions/*.yaml and functions/*.js; did you mean 'flows'?")]
    [InlineData("flows/a.yml", "flows/a.yml:1: only files that end in .yaml are read here; rename the file, or begin its name with '.' to have it ignored")]
    [InlineData("flows/My Flow.yaml", "flows/My Flow.yaml:1: the file's name is an id; write 1 to 64 lower-case letters, digits and '-', and begin with a letter or digit, then .yaml")]
    [InlineData("flows/old/a.yaml", "flows/old:1: folders inside flows/ are not known; put the file into flows/ itself")]
    public void an_unknown_file_or_folder_is_an_error(string path, string expected)
    {
        Write(path, "fallback: a");
        Assert.Equal([expected], Problems());
    }

    [Fact]
    public void a_link_out_of_the_folder_is_refused()
    {
        File.WriteAllText(Path.Combine(_root, "secret.yaml"), "variables: {a: b}");
        Directory.CreateDirectory(Path.Combine(_root, "elsewhere"));
        File.CreateSymbolicLink(Path.Combine(_folder, "environments", "stolen.yaml"), Path.Combine(_root, "secret.yaml"));
        Directory.Delete(Path.Combine(_folder, "flows"), recursive: true);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "flows"), Path.Combine(_root, "elsewhere"));
        const string fault = "1: this is a link that leads out of the account's folder; put the file itself here";
        Assert.Equal([$"environments/stolen.yaml:{fault}", $"flows:{fault}"], Problems().Where(p => p.Contains("link")));
    }

    [Fact]
    public void a_link_that_stays_inside_is_followed_as_mounted_configuration_needs_it()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "..data"));
        File.Move(Path.Combine(_folder, "account.yaml"), Path.Combine(_folder, "..data", "account.yaml"));
        File.CreateSymbolicLink(Path.Combine(_folder, "account.yaml"), Path.Combine("..data", "account.yaml"));
        Assert.Empty(Problems());
    }

    [Fact]
    public void a_dead_link_is_told()
    {
        File.CreateSymbolicLink(Path.Combine(_folder, "environments", "gone.yaml"), Path.Combine(_folder, "environments", "nowhere.yaml"));
        Assert.StartsWith("environments/gone.yaml:1: this can't be read:", Assert.Single(Problems()));
    }

    [Theory, InlineData(1_000_000, true), InlineData(1_000_001, false)]
    public void a_file_has_at_most_1_000_000_bytes(int length, bool allowed)
    {
        Write("environments/live.yaml", Files.Environment + "\n#" + new string('x', length - Files.Environment.Length - 2));
        Assert.Equal(allowed, Problems() is []);
        Assert.Equal(allowed, !Problems().Contains("environments/live.yaml:1: the file is larger than 1000000 bytes; split it"));
    }

    [Fact]
    public void a_file_must_be_utf8()
    {
        File.WriteAllBytes(Path.Combine(_folder, "environments", "live.yaml"), [0xC3, 0x28]);
        Assert.Contains("environments/live.yaml:1: the file is not UTF-8; save it as UTF-8", Problems());
    }

    [Theory, InlineData("../x.yaml"), InlineData("flows/../../x.yaml"), InlineData("/etc/x.yaml"), InlineData("flows\\x.yaml"), InlineData("flows//x.yaml")]
    public void a_path_in_memory_can_not_leave_the_account(string path) =>
        Assert.Equal([$"{path}:1: the path leaves the account's folder or is not plain; write one such as flows/orders.yaml"], Files.With(path, "a: b").Problems());

    [Fact]
    public void aliases_can_not_blow_a_file_up()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i =>
            $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        Assert.Contains(
            "flows/main.yaml:5: this is not valid YAML: it holds more than 50000 values, aliases counted with all that they stand for; write less of them",
            Files.With("flows/main.yaml", bomb).Problems());
    }

    [Fact]
    public void a_file_can_not_be_nested_without_end() =>
        Assert.Contains("flows/main.yaml:1: this is not valid YAML: it is nested more than 40 deep", Files.With("flows/main.yaml", new string('[', 100_000)).Problems());

    [Fact]
    public void whatever_a_file_holds_loading_ends_with_problems_and_not_with_an_exception()
    {
        var random = new Random(7);
        const string characters = "{}[]:-&*!|>'\"%@`#,? \n\tab01";
        for (var i = 0; i < 2_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => characters[random.Next(characters.Length)]));
            Files.With("flows/main.yaml", text).And("bots/helper.yaml", text).And("account.yaml", text).Load();
            Files.With("flows/main.yaml", Files.Flow.Insert(random.Next(Files.Flow.Length), text)).Load();
            Files.With("account.yaml", Files.Account.Insert(random.Next(Files.Account.Length), text)).Load();
            Files.With("bots/helper.yaml", Files.Bot.Insert(random.Next(Files.Bot.Length), text)).Load();
        }
    }
}
