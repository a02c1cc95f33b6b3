using System.Collections.Immutable;
using System.Text.Json;

namespace Conversations.Functions;

/// <summary>
/// From what a function returned to what is to be done. One object or a list of them; of each type the first counts; <c>[]</c> asks
/// for nothing; no result, or none that says something, leaves the default message. Source: SEED2.
/// </summary>
public static class CallbackResult
{
    /// <summary>Elements of a list that are looked at.</summary>
    public const int MostElements = 100;
    private const int MostRefused = 10;

    /// <param name="json">The result; null for none.</param>
    public static FunctionAnswer Read(string? json)
    {
        if (json is null) return new FunctionAnswer();
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return new FunctionAnswer { Refused = [Invalid("The result is not JSON; return a command, a list of commands, or nothing.")] };
        }
    }

    private static FunctionAnswer Read(JsonElement result)
    {
        switch (result.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return new FunctionAnswer();
            case JsonValueKind.Array when result.GetArrayLength() == 0:
                return new FunctionAnswer { NoOperation = true };
        }
        var commands = ImmutableArray.CreateBuilder<CallbackCommand>();
        var refused = ImmutableArray.CreateBuilder<Refusal>();
        var elements = result.ValueKind == JsonValueKind.Array ? result.EnumerateArray().Take(MostElements) : [result];
        foreach (var element in elements)
        {
            var (command, fault) = ReadCommand(element);
            if (command is not null) commands.Add(command);
            else if (refused.Count < MostRefused) refused.Add(fault!);
        }
        if (result.ValueKind == JsonValueKind.Array && result.GetArrayLength() > MostElements)
        {
            refused.Add(Invalid($"The result has {result.GetArrayLength()} commands; the first {MostElements} were looked at."));
        }
        return new FunctionAnswer { Commands = [.. commands.DistinctBy(c => c.Type).OrderBy(c => c.Type)], Refused = refused.ToImmutable() };
    }

    private static (CallbackCommand? Command, Refusal? Fault) ReadCommand(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) return (null, Invalid($"{Shown(element)} is no command; return objects with a 'type'."));
        if (!element.TryGetProperty("type", out var type)) return (null, Missing($"{Shown(element)} has no 'type'; give systemMessage, transfer or closeConversation."));
        return type.ValueKind == JsonValueKind.String ? type.GetString() switch
        {
            "systemMessage" => ReadMessage(element),
            "transfer" => ReadTransfer(element),
            "closeConversation" => (new CallbackCommand { Type = CallbackType.CloseConversation }, null),
            _ => (null, Unknown(type)),
        } : (null, Unknown(type));
    }

    private static (CallbackCommand?, Refusal?) ReadMessage(JsonElement element)
    {
        if (!element.TryGetProperty("text", out var text)) return (null, Missing("A systemMessage has no 'text'; give one, or a blank one to say nothing."));
        return text.ValueKind switch
        {
            JsonValueKind.String => (new CallbackCommand { Type = CallbackType.SystemMessage, Text = text.GetString() }, null),
            // How functions of the field keep the default message from being said.
            JsonValueKind.Array when text.GetArrayLength() == 0 => (new CallbackCommand { Type = CallbackType.SystemMessage, Text = "" }, null),
            _ => (null, Invalid($"The 'text' of a systemMessage is {Shown(text)}; give a text, or [] to say nothing.")),
        };
    }

    private static (CallbackCommand?, Refusal?) ReadTransfer(JsonElement element)
    {
        var (skill, skillFault) = ReadId(element, "skillId");
        var (agent, agentFault) = ReadId(element, "agentId");
        var fault = skillFault ?? agentFault ?? (skill is null && agent is null ? Missing("A transfer has neither 'skillId' nor 'agentId'; give one or both.") : null);
        return fault is not null
            ? (null, fault)
            : (new CallbackCommand { Type = CallbackType.Transfer, SkillId = skill, AgentId = agent }, null);
    }

    private static (string? Id, Refusal? Fault) ReadId(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var id)) return (null, null);
        return id.ValueKind switch
        {
            JsonValueKind.String => (string.IsNullOrWhiteSpace(id.GetString()) ? null : id.GetString(), null),
            JsonValueKind.Number => (id.GetRawText(), null),
            JsonValueKind.Null => (null, null),
            _ => (null, Invalid($"The '{name}' of a transfer is {Shown(id)}; give a text or a number.")),
        };
    }

    private static Refusal Unknown(JsonElement type) => Invalid($"{Shown(type)} is no type of command; give systemMessage, transfer or closeConversation.");

    private static Refusal Invalid(string detail) => new() { Code = RefusalCodes.InvalidField, Detail = detail };

    private static Refusal Missing(string detail) => new() { Code = RefusalCodes.MissingField, Detail = detail };

    private static string Shown(JsonElement element) => element.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : element.GetRawText();
}
