using System.Collections.Immutable;
using System.Globalization;
using Conversations.Accounts.Schema;

namespace Conversations.Accounts.Loading;

/// <summary>An environment: its variables, and what the system variables among them make of interruptions. Source: SEED1.</summary>
internal sealed record EnvironmentReading
{
    public required string Id { get; init; }

    public required ImmutableDictionary<string, string> Variables { get; init; }

    /// <summary><see cref="SystemVariables.Handle"/>; null when the environment does not say.</summary>
    public bool? Handle { get; init; }

    /// <summary>The rules by the variables alone. Defaults unless all three customize them, or the first disables them.</summary>
    public InterruptionRules Rules { get; init; } = InterruptionRules.Default;

    public static IReadOnlyDictionary<string, EnvironmentReading> Read(AccountDocuments documents) =>
        documents.Environments.Values.ToDictionary(s => s.Id, Read, StringComparer.Ordinal);

    private static EnvironmentReading Read(Sheet<EnvironmentDocument> sheet)
    {
        var variables = sheet.Document.Variables ?? new Dictionary<string, string>();
        var reading = new EnvironmentReading
        {
            Id = sheet.Id,
            Variables = variables.ToImmutableDictionary(StringComparer.Ordinal),
            Handle = ReadHandle(sheet, variables),
        };
        var timeout = ReadTimeout(sheet, variables);
        CheckMessage(sheet, variables);
        CheckNames(sheet, variables);
        return reading with { Rules = RulesOf(reading.Handle, timeout, variables, sheet) };
    }

    private static InterruptionRules RulesOf(
        bool? handle, TimeSpan? timeout, IReadOnlyDictionary<string, string> variables, Sheet<EnvironmentDocument> sheet)
    {
        // False alone disables; what else is there then has nothing to steer.
        if (handle is false)
        {
            return InterruptionRules.Default with { Policy = InterruptionPolicy.Process };
        }

        var missing = SystemVariables.All.Where(n => !variables.ContainsKey(n)).ToArray();
        var customizes = variables.ContainsKey(SystemVariables.Timeout) || variables.ContainsKey(SystemVariables.Message);
        if (missing.Length is 0 && timeout is { } time)
        {
            return InterruptionRules.Default with { ResponseTimeout = time, Message = variables[SystemVariables.Message] };
        }

        if (customizes && missing.Length > 0)
        {
            var there = SystemVariables.All.First(n => n != SystemVariables.Handle && variables.ContainsKey(n));
            var names = string.Join(" and ", missing.Select(n => $"'{n}'"));
            sheet.Problems.Warning(
                sheet.Document.LineOf("variables", there),
                $"'{there}' does not take effect without {names}, so the defaults hold; to customize the timeout or the message, add all three system variables");
        }

        return InterruptionRules.Default;
    }

    private static bool? ReadHandle(Sheet<EnvironmentDocument> sheet, IReadOnlyDictionary<string, string> variables)
    {
        if (!variables.TryGetValue(SystemVariables.Handle, out var value))
        {
            return null;
        }

        if (bool.TryParse(value, out var handle))
        {
            return handle;
        }

        sheet.Problems.Error(
            sheet.Document.LineOf("variables", SystemVariables.Handle),
            $"'{SystemVariables.Handle}' is '{ScalarReader.Shortened(value)}'; write true or false");
        return null;
    }

    private static TimeSpan? ReadTimeout(Sheet<EnvironmentDocument> sheet, IReadOnlyDictionary<string, string> variables)
    {
        if (!variables.TryGetValue(SystemVariables.Timeout, out var value))
        {
            return null;
        }

        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time is >= 1 and <= AccountLimits.LongestResponseTimeout)
        {
            return TimeSpan.FromMilliseconds(time);
        }

        sheet.Problems.Error(
            sheet.Document.LineOf("variables", SystemVariables.Timeout),
            $"'{SystemVariables.Timeout}' is '{ScalarReader.Shortened(value)}'; give whole milliseconds from 1 to {AccountLimits.LongestResponseTimeout}, such as \"15000\" for 15 seconds");
        return null;
    }

    private static void CheckMessage(Sheet<EnvironmentDocument> sheet, IReadOnlyDictionary<string, string> variables)
    {
        var line = sheet.Document.LineOf("variables", SystemVariables.Message);
        if (!variables.TryGetValue(SystemVariables.Message, out var message))
        {
            return;
        }

        if (string.IsNullOrWhiteSpace(message))
        {
            sheet.Problems.Error(line, $"'{SystemVariables.Message}' is empty; write {InterruptionRules.BlankMessage} for silence, or the text to send");
        }
        else if (message.Length > AccountLimits.Text)
        {
            sheet.Problems.Error(line, $"'{SystemVariables.Message}' has {message.Length} characters; write at most {AccountLimits.Text}");
        }
    }

    private static void CheckNames(Sheet<EnvironmentDocument> sheet, IReadOnlyDictionary<string, string> variables)
    {
        foreach (var name in variables.Keys.Where(n => n.StartsWith(SystemVariables.Prefix, StringComparison.OrdinalIgnoreCase)))
        {
            if (!SystemVariables.All.Contains(name))
            {
                sheet.Problems.Warning(
                    sheet.Document.LineOf("variables", name),
                    $"there is no system variable '{name}', so it steers nothing; {Nearest.Advice(name, SystemVariables.All, "")}");
            }
        }
    }
}
