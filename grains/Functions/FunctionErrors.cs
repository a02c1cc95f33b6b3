namespace Conversations.Functions;

/// <summary>Why an invocation failed. The <c>com.liveperson.faas</c> codes are what function clients of the field know.</summary>
public static class FunctionErrors
{
    /// <summary>Unknown.</summary>
    public const string General = "com.liveperson.faas.es.general";
    /// <summary>The function host, or an HTTP function, could not be reached.</summary>
    public const string Unavailable = "com.liveperson.faas.es.unavailable";
    /// <summary>The payload is malformed.</summary>
    public const string BadInput = "com.liveperson.faas.es.badinput";
    public const string NotDeployed = "com.liveperson.faas.es.notdeployed";
    public const string Missing = "com.liveperson.faas.es.missinglambda";
    /// <summary>The function returned an error on purpose.</summary>
    public const string CustomFailure = "com.liveperson.faas.handler.custom-failure";
    /// <summary>It crashed: TypeError, SyntaxError, ReferenceError, too deep a recursion, or no result that is JSON.</summary>
    public const string RuntimeException = "com.liveperson.faas.handler.runtime-exception";
    public const string TimeExceeded = "com.liveperson.faas.handler.executiontime-exceeded";
    /// <summary>It used more memory than it may.</summary>
    public const string MemoryExceeded = "com.liveperson.faas.handler.memory-exceeded";
    public const string LogLimitReached = "com.liveperson.faas.handler.log-limit-reached";
    /// <summary>The orchestrator's whole deadline passed.</summary>
    public const string OrchestratorTimeout = "com.liveperson.faas.orchestrator-fn.invoke.timeout";
    /// <summary>More invocations wait than may wait; come back later.</summary>
    public const string Overloaded = "overloaded";
}
