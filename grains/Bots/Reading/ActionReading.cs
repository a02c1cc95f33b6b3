using System.Text.Json;

namespace Conversations.Bots;

/// <summary>
/// <c>channelData.action</c>: <c>{name, parameters}</c>. Other members, such as <c>type</c> and <c>result_variable</c>, mean nothing
/// and do no harm. What can't be carried out escalates.
/// </summary>
internal static class ActionReading
{
    private const string Path = "channelData.action";

    /// <summary>The action, if there is one: one response has one.</summary>
    public static IEnumerable<BotAction> Of(JsonElement channelData, ReadingDraft draft)
    {
        if (channelData.Find("action") is not { } action) yield break;
        if (action.ValueKind == JsonValueKind.Array)
        {
            if (action.GetArrayLength() == 0) yield break;
            if (action.GetArrayLength() > 1)
            {
                draft.Refuse(Path + "[1]", BotFaults.SecondAction, $"There are {action.GetArrayLength()} actions; one response has one, and the first counts.");
            }
            action = action[0];
        }
        yield return Read(action);
    }

    /// <summary>A transfer, as an action's parameters or as the value of the event <c>handoff.initiate</c>.</summary>
    public static BotAction Transfer(JsonElement? parameters, string path)
    {
        if (parameters?.Text("skill") is not { } skill) return Invalid($"'{path}.skill' is missing: the name of the skill, a text.");
        return parameters?.Find("agentId") switch
        {
            null => new BotTransfer { Skill = skill },
            { ValueKind: JsonValueKind.String } agent => new BotTransfer { Skill = skill, AgentId = agent.GetString() is { Length: > 0 } id ? id : null },
            { ValueKind: JsonValueKind.Number } agent when agent.TryGetInt64(out _) => new BotTransfer { Skill = skill, AgentId = agent.GetRawText() },
            { } other => Invalid($"'{path}.agentId' is {other.Shown()}; give a text or a whole number."),
        };
    }

    private static BotAction Read(JsonElement action)
    {
        if (action.ValueKind != JsonValueKind.Object) return Invalid($"The action is {action.Shown()}; give an object with 'name' and 'parameters'.");
        if (action.Text("name") is not { } name) return Invalid("The action has no 'name', a text.");
        var parameters = action.Find("parameters");
        if (parameters is { ValueKind: not JsonValueKind.Object } other) return Invalid($"'parameters' is {other.Shown()}; give an object.");
        return name switch
        {
            "TRANSFER" => Transfer(parameters, "parameters"),
            "CLOSE_CONVERSATION" => Close(parameters),
            "CHANGE_TTR" => ChangeTtr(parameters),
            "INVOCATION" => Invocation(parameters),
            _ => new BotEscalation
            {
                Reason = BotFaults.UnknownAction,
                Detail = $"There is no action {action.GetProperty("name").Shown()}; known: TRANSFER, CLOSE_CONVERSATION, CHANGE_TTR, INVOCATION.",
            },
        };
    }

    private static BotAction Close(JsonElement? parameters) =>
        TryFlag(parameters, "withoutPcs", out var flag, out var fault) ? new BotClose { WithoutPcs = flag } : fault;

    private static BotAction ChangeTtr(JsonElement? parameters) => parameters?.Text("ttrType") switch
    {
        "URGENT" => new BotChangeTtr { TtrType = TtrType.Urgent },
        "NORMAL" => new BotChangeTtr { TtrType = TtrType.Normal },
        "PRIORITIZED" => new BotChangeTtr { TtrType = TtrType.Prioritized },
        _ => Invalid($"'parameters.ttrType' {(parameters?.Find("ttrType") is { } other ? $"is {other.Shown()}" : "is missing")}; write URGENT, NORMAL or PRIORITIZED."),
    };

    private static BotAction Invocation(JsonElement? parameters)
    {
        if (parameters?.Text("lambdaUuid") is not { } function) return Invalid("'parameters.lambdaUuid' is missing: the function's id, a text.");
        if (!TryFlag(parameters, "failOnError", out var failOnError, out var fault)) return fault;
        return new BotInvocation { Function = function, Payload = PayloadOf(parameters?.Find("payload")), FailOnError = failOnError };
    }

    // Bots that can send texts only write their JSON into one.
    private static string? PayloadOf(JsonElement? payload)
    {
        if (payload is not { ValueKind: JsonValueKind.String } written) return payload?.GetRawText();
        var text = written.GetString()!;
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = ActivityJson.Deepest });
            return json.RootElement.GetRawText();
        }
        catch (JsonException)
        {
            return written.GetRawText();
        }
    }

    private static bool TryFlag(JsonElement? parameters, string name, out bool flag, out BotEscalation fault)
    {
        var written = parameters?.Find(name);
        flag = written is { ValueKind: JsonValueKind.True };
        fault = Invalid($"'parameters.{name}' is {written?.Shown()}; write true or false.");
        return written is null or { ValueKind: JsonValueKind.True or JsonValueKind.False };
    }

    private static BotEscalation Invalid(string detail) => new() { Reason = BotFaults.InvalidAction, Detail = detail };
}
