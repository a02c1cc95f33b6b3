using Conversations.Functions;

namespace Conversations.Tests.Functions;

/// <summary>From the JSON of a result to commands. The first five rows are the examples of SEED2.</summary>
public class When_a_function_returns_something
{
    [Theory]
    [InlineData("""[{"type":"systemMessage","text":"your message"}]""", "systemMessage your message")]
    [InlineData("""[{"type":"transfer","skillId":"123456"}]""", "transfer skill 123456")]
    [InlineData("""[{"type":"transfer","agentId":"123456"}]""", "transfer agent 123456")]
    [InlineData("""[{"type":"closeConversation"}]""", "close")]
    [InlineData("[]", "nothing at all")]
    [InlineData("""[{"type":"systemMessage","text":"your message"},{"type":"transfer","skillId":"1","agentId":"2"}]""", "systemMessage your message, transfer skill 1 agent 2")]
    [InlineData("""{"type":"systemMessage","text":"one object"}""", "systemMessage one object")]
    [InlineData(null, "default"), InlineData("null", "default")]
    [InlineData("""[{"type":"transfer","skillId":1},{"type":"transfer","skillId":2}]""", "transfer skill 1")]
    [InlineData("""[{"type":"closeConversation"},{"type":"transfer","agentId":"a"},{"type":"systemMessage","text":"m"}]""", "systemMessage m, transfer agent a, close")]
    [InlineData("""[{"type":"transfer","skillId":123456789012,"agentId":7.5}]""", "transfer skill 123456789012 agent 7.5")]
    [InlineData("""[{"type":"systemMessage","text":[]}]""", "systemMessage ")]
    [InlineData("""[{"type":"systemMessage","text":" "}]""", "systemMessage  ")]
    [InlineData("""[{"type":"transfer","skillId":"","agentId":"a"}]""", "transfer agent a")]
    [InlineData("""[{"type":"transfer","skillId":null,"agentId":"a"}]""", "transfer agent a")]
    public void it_becomes_commands(string? json, string expected)
    {
        var answer = CallbackResult.Read(json);
        Assert.Equal(expected, Told(answer));
        Assert.Empty(answer.Refused);
    }

    [Theory]
    [InlineData("\"hello\"", "default", "invalid_field")]
    [InlineData("42", "default", "invalid_field")]
    [InlineData("{}", "default", "missing_field")]
    [InlineData("""{"statusCode":200}""", "default", "missing_field")]
    [InlineData("[null]", "default", "invalid_field")]
    [InlineData("[[]]", "default", "invalid_field")]
    [InlineData("""[{"type":"sendEmail","text":"x"}]""", "default", "invalid_field")]
    [InlineData("""[{"type":1}]""", "default", "invalid_field")]
    [InlineData("""[{"type":"systemMessage"}]""", "default", "missing_field")]
    [InlineData("""[{"type":"systemMessage","text":["a"]}]""", "default", "invalid_field")]
    [InlineData("""[{"type":"transfer"}]""", "default", "missing_field")]
    [InlineData("""[{"type":"transfer","skillId":{}}]""", "default", "invalid_field")]
    [InlineData("""[{"type":"SystemMessage","text":"x"},{"type":"closeConversation"}]""", "close", "invalid_field")]
    [InlineData("""[{"type":"systemMessage","text":7},{"type":"systemMessage","text":"second"}]""", "systemMessage second", "invalid_field")]
    [InlineData("not json", "default", "invalid_field")]
    public void what_is_no_command_is_recorded_and_the_others_count(string json, string expected, string code)
    {
        var answer = CallbackResult.Read(json);
        Assert.Equal(expected, Told(answer));
        var refused = Assert.Single(answer.Refused);
        Assert.Equal(code, refused.Code);
        Assert.NotEmpty(refused.Detail);
    }

    [Fact]
    public void an_absurdly_long_list_is_not_read_to_its_end()
    {
        var json = $"[{string.Join(',', Enumerable.Repeat("""{"type":"nothing"}""", 50_000))},{{\"type\":\"closeConversation\"}}]";
        var answer = CallbackResult.Read(json);
        Assert.Empty(answer.Commands);
        Assert.InRange(answer.Refused.Length, 2, 20);
        Assert.Contains("50001 commands", answer.Refused[^1].Detail, StringComparison.Ordinal);
    }

    private static string Told(FunctionAnswer answer) => answer.NoOperation ? "nothing at all"
        : answer.Commands.IsEmpty ? "default"
        : string.Join(", ", answer.Commands.Select(c => c.Type switch
        {
            CallbackType.SystemMessage => $"systemMessage {c.Text}",
            CallbackType.Transfer => $"transfer{(c.SkillId is { } s ? $" skill {s}" : "")}{(c.AgentId is { } a ? $" agent {a}" : "")}",
            _ => "close",
        }));
}
