using Microsoft.Extensions.Options;

namespace Conversations.Silo.Hosting.Stopping;

/// <summary>How the server ends when it is told to.</summary>
internal sealed class ShutdownOptions
{
    public const string Section = "Shutdown";
    public const int Longest = 300;
    public const int LongestDelay = 60;

    /// <summary>What is left to put grains to rest and to write out the journal, after requests and effects had their time.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(5);

    /// <summary>How long requests and effects that run may take to end, at most. 1 to 300. Default 30.</summary>
    public int Seconds { get; set; } = 30;

    /// <summary>
    /// How long the server goes on as before once <c>/health/ready</c> says 503, so that load balancers notice. 0 to 60. Default 0;
    /// 5 suits Kubernetes.
    /// </summary>
    public int ReadyDelaySeconds { get; set; }

    public TimeSpan Limit => TimeSpan.FromSeconds(Seconds);
    public TimeSpan ReadyDelay => TimeSpan.FromSeconds(ReadyDelaySeconds);

    /// <summary>After which whoever started the process may kill it.</summary>
    public TimeSpan Total => ReadyDelay + Limit + Rest;
}

internal sealed class ShutdownOptionsCheck : IValidateOptions<ShutdownOptions>
{
    public ValidateOptionsResult Validate(string? name, ShutdownOptions options)
    {
        List<string> faults = [];
        if (options.Seconds is < 1 or > ShutdownOptions.Longest)
        {
            faults.Add($"Shutdown:Seconds is {options.Seconds}; give 1 to {ShutdownOptions.Longest} (default 30).");
        }
        if (options.ReadyDelaySeconds is < 0 or > ShutdownOptions.LongestDelay)
        {
            faults.Add($"Shutdown:ReadyDelaySeconds is {options.ReadyDelaySeconds}; give 0 to {ShutdownOptions.LongestDelay} (default 0).");
        }
        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
