using Conversations.Flows;

namespace Conversations.Tests.Accounts;

public class When_a_template_is_filled
{
    private static string? Value(string name) => name switch
    {
        "n" => "5",
        "odd" => "a b/ü\"{n}",
        "$env.shop" => "Example",
        "attack" => "x\r\nEvil: 1 {$secret.KEY}",
        _ => null,
    };

    [Theory]
    [InlineData("no variables", "no variables"), InlineData("", "")]
    [InlineData("order {n}!", "order 5!"), InlineData("{n}{n}", "55")]
    [InlineData("{unset}", ""), InlineData("a{unset}b", "ab")]
    [InlineData("{{n}}", "{n}"), InlineData("{{{n}}}", "{5}"), InlineData("{{", "{"), InlineData("}}", "}")]
    [InlineData("{$env.shop}", "Example")]
    [InlineData("{$server}/a/{n}", "{$server}/a/5"), InlineData("Bearer {$secret.KEY}", "Bearer {$secret.KEY}")]
    [InlineData("{", "{"), InlineData("}", "}"), InlineData("{}", "{}"), InlineData("{a b}", "{a b}"), InlineData("{n", "{n"), InlineData("{1}", "{1}"), InlineData("{$}", "{$}")]
    public void variables_are_replaced_and_all_else_stays(string template, string expected) =>
        Assert.Equal(expected, TextTemplate.Fill(template, Value, TemplateEncoding.Plain));

    [Theory]
    [InlineData(TemplateEncoding.Plain, "a b/ü\"{n}"), InlineData(TemplateEncoding.Url, "a%20b%2F%C3%BC%22%7Bn%7D")]
    [InlineData(TemplateEncoding.Json, "a b/\\u00FC\\u0022{n}"), InlineData(TemplateEncoding.Header, "a b/%C3%BC\"%7Bn%7D")]
    public void a_value_is_encoded_and_never_filled_in_again(TemplateEncoding encoding, string expected) =>
        Assert.Equal($"<{expected}>", TextTemplate.Fill("<{odd}>", Value, encoding));

    [Fact]
    public void a_value_in_a_header_starts_no_header_and_names_no_secret() =>
        Assert.Equal("x%0D%0AEvil: 1 %7B$secret.KEY%7D", TextTemplate.Fill("{attack}", Value, TemplateEncoding.Header));

    [Fact]
    public void its_names_are_told_once_each_in_order() =>
        Assert.Equal(["b", "a", "$server", "$secret.K", "$env.x"], TextTemplate.Names("{b}{a}{b}{{c}}{$server}{$secret.K}{$env.x}"));

    [Theory]
    [InlineData("{n}", null), InlineData("{{}}", null), InlineData("a", null)]
    [InlineData("a {", "a single '{' at character 3"), InlineData("a }", "a single '}' at character 3"), InlineData("{a b}", "a single '{' at character 1")]
    public void a_brace_that_belongs_to_nothing_is_a_flaw(string template, string? expected)
    {
        var flaw = TextTemplate.Flaw(template);
        Assert.True(expected is null ? flaw is null : flaw!.StartsWith(expected, StringComparison.Ordinal), flaw);
    }

    [Fact]
    public void many_threads_and_more_templates_than_are_remembered_change_nothing() =>
        Parallel.For(0, 10_000, i => Assert.Equal($"{i}:5", TextTemplate.Fill($"{i}:{{n}}", Value, TemplateEncoding.Plain)));
}
