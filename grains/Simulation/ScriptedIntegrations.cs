using System.Collections.Immutable;
using Conversations.Accounts;

namespace Conversations.Simulation;

/// <summary>The answers that a scenario gives for integrations by name, and the demo account's own service where it gives none.</summary>
internal sealed class ScriptedIntegrations(ImmutableDictionary<string, ImmutableArray<ScriptedAnswer>> answers) : IIntegrationScript
{
    private const string DemoPath = "{$server}/demo/orders/";

    private readonly SortedSet<string> _unanswered = new(StringComparer.Ordinal);

    /// <summary>What is wrong with the scenario: calls that nobody answers.</summary>
    public IEnumerable<string> Unanswered => _unanswered;

    public ScriptedAnswer Answer(HttpIntegration call, int number)
    {
        if (answers.TryGetValue(call.Name, out var scripted)) return scripted[Math.Min(number, scripted.Length) - 1];
        if (Demo(call) is { } demo) return demo;
        _unanswered.Add($"the integration '{call.Name}' is called and the scenario does not say what it answers; add it under 'integrations'");
        return new ScriptedAnswer { Takes = TimeSpan.Zero, Status = null };
    }

    /// <summary>Null when the call goes elsewhere.</summary>
    private static ScriptedAnswer? Demo(HttpIntegration call)
    {
        if (call.Method != "GET" || !call.Url.StartsWith(DemoPath, StringComparison.Ordinal)) return null;
        return DemoOrders.Find(call.Url[DemoPath.Length..]) is { } order
            ? new ScriptedAnswer { Takes = order.Takes, Body = order.Body }
            : new ScriptedAnswer { Takes = TimeSpan.Zero, Status = 404 };
    }
}
