using System.Reflection;
using System.Text.RegularExpressions;
using Conversations.Silo.Http.V1;
using Conversations.Tests.AccountFolders;
using Conversations.Tests.Http;

namespace Conversations.Tests.House;

/// <summary>docs/http.md is where callers look: what they can call and what they can be told stands there.</summary>
public class What_is_documented
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs", "http.md"));

    [Fact]
    public void every_code_of_a_problem_stands_in_the_http_page()
    {
        var codes = new[] { typeof(ProblemCodes), typeof(RefusalCodes) }
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static))
            .Where(f => f is { IsLiteral: true, FieldType.Name: nameof(String) }).Select(f => (string)f.GetRawConstantValue()!).ToList();
        Assert.Contains("not_waiting", codes);
        var missing = codes.Where(code => !Page.Contains($"`{code}`", StringComparison.Ordinal)).ToList();
        Assert.Empty(missing);
    }

    [Fact]
    public async Task every_call_of_v1_stands_in_the_http_page()
    {
        await using var server = await Server.Start();
        var paths = (await server.Get("/openapi/v1.json", null)).Json.GetProperty("paths");
        var calls = (
            from path in paths.EnumerateObject()
            where path.Name.StartsWith("/v1/accounts/{account}/", StringComparison.Ordinal)
            from method in path.Value.EnumerateObject()
            select $"{method.Name.ToUpperInvariant()} {Nameless(path.Name["/v1/accounts/{account}/".Length..])}").ToList();
        var told = Regex.Matches(Page, "`(GET|POST|PUT|PATCH|DELETE) ([^` ?]+)").Select(m => $"{m.Groups[1].Value} {Nameless(m.Groups[2].Value)}").ToHashSet();
        Assert.True(calls.Count > 30);
        var missing = calls.Where(call => !told.Contains(call)).ToList();
        Assert.Empty(missing);
    }

    private static string Nameless(string path) => Regex.Replace(path, "{[^}]*}", "{}");
}
