using System.Collections.Immutable;
using System.Text.Json;

namespace Conversations.Effects;

/// <summary>What an HTTP answer means to a flow. The sender of requests and the simulator share it.</summary>
public static class ResponseMapping
{
    /// <summary>Nobody answered in time.</summary>
    public static EffectOutcome TimedOut(HttpIntegration call) => EffectOutcome.Failed("timeout",
        $"'{call.Name}' did not answer within {call.Timeout.TotalSeconds:0.###} s.");

    /// <summary>A success when the status is 2xx and each pointer of the call's result leads to a value.</summary>
    public static EffectOutcome Outcome(HttpIntegration call, int? status, string? body)
    {
        if (status is not { } code) return EffectOutcome.Failed("unreachable", $"'{call.Name}' could not be reached.");
        if (code is < 200 or > 299) return EffectOutcome.Failed("status", $"'{call.Name}' answered {code}.") with { Status = code };
        var values = call.Result.ToBuilder();
        try
        {
            using var document = body is null || call.Result.IsEmpty ? null : JsonDocument.Parse(body);
            foreach (var (name, pointer) in call.Result)
            {
                if (document is null || Find(document.RootElement, pointer) is not { } value)
                {
                    return EffectOutcome.Failed("result", $"'{call.Name}' answered {code} without '{pointer}'.") with { Status = code };
                }
                values[name] = TextOf(value);
            }
        }
        catch (JsonException)
        {
            return EffectOutcome.Failed("result", $"'{call.Name}' answered {code} with a body that is not JSON.") with { Status = code };
        }
        return new EffectOutcome { Succeeded = true, Status = code, Values = values.ToImmutable() };
    }

    // JSON Pointer, RFC 6901.
    private static JsonElement? Find(JsonElement at, string pointer)
    {
        if (pointer.Length == 0) return at;
        foreach (var token in pointer[1..].Split('/'))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var property)) at = property;
            else if (at.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0 && index < at.GetArrayLength()) at = at[index];
            else return null;
        }
        return at;
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Null => "",
        _ => value.GetRawText(),
    };
}
