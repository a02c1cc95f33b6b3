namespace Conversations.Functions;

/// <summary>How much of functions one server runs at once.</summary>
public sealed class FunctionRunnerOptions
{
    public const string Section = "Functions";

    /// <summary>Invocations of one account that run at once on this server. 1 to 10,000. Default 32. Nested ones run within that of their orchestrator.</summary>
    public int Concurrency { get; set; } = 32;

    /// <summary>Invocations of one account that may wait for one of these; more are refused as overloaded. 0 to 100,000. Default 1,000.</summary>
    public int Queue { get; set; } = 1_000;

    /// <summary>How soon this server learns what was deployed through another one. 100 ms to 1 minute. Default 5 s.</summary>
    public TimeSpan Refresh { get; set; } = TimeSpan.FromSeconds(5);
}
