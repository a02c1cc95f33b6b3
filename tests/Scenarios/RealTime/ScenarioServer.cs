namespace Conversations.Tests.Scenarios.RealTime;

/// <summary>The server that real-time scenarios are played against: whatever <c>CONVERSATIONS_TEST_SERVER</c> names.</summary>
internal static class ScenarioServer
{
    public const string Variable = "CONVERSATIONS_TEST_SERVER";

    /// <summary>Null when there is none; then the scenarios are skipped.</summary>
    public static Uri? Address => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } address ? new Uri(address) : null;

    /// <summary>The demo account's own key; a server that does not listen on loopback refuses it.</summary>
    public static string Key => Environment.GetEnvironmentVariable("CONVERSATIONS_TEST_KEY") is { Length: > 0 } key ? key : "demo-admin";
}
