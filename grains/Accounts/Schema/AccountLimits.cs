namespace Conversations.Accounts.Schema;

/// <summary>The bounds of an account's documents. They keep one account from starving the others.</summary>
public static class AccountLimits
{
    /// <summary>Size of a file in bytes of UTF-8.</summary>
    public const int FileBytes = 1_000_000;
    public const int Files = 1_000;
    /// <summary>Values in a file, each alias counted with all that it stands for.</summary>
    public const int Values = 50_000;
    /// <summary>How deep mappings and lists stand in each other.</summary>
    public const int Depth = 40;
    /// <summary>Characters of a text.</summary>
    public const int Text = 8_000;
    /// <summary>Actions of a step, those in branches included.</summary>
    public const int ActionsPerStep = 50;
    /// <summary>How deep branches stand in each other; the actions of the step itself are at 1.</summary>
    public const int ActionDepth = 5;
    public const int Pattern = 1_000;
    public const int Url = 2_000;
    public const int Name = 100;
    /// <summary>Characters of a key that stands in the folder.</summary>
    public const int ShortestKeyInFolder = 8;
    /// <summary>Characters of a key from the environment.</summary>
    public const int ShortestKey = 16;
    /// <summary>Seconds of a wait or of an integration's time limit.</summary>
    public const double LongestSeconds = 300;
    public const double ShortestSeconds = 0.001;
    /// <summary>Milliseconds of <c>system_intermediateBotResponseTimeout</c>.</summary>
    public const int LongestResponseTimeout = 300_000;
    /// <summary>Characters of a function's JavaScript.</summary>
    public const int Code = 100_000;
    /// <summary>Characters of a function's id.</summary>
    public const int FunctionId = 50;
    /// <summary>Variables of a function.</summary>
    public const int FunctionVariables = 50;
}
