using Microsoft.Extensions.Options;

namespace Conversations.Silo.Functions.Host;

/// <summary>How JavaScript functions are run.</summary>
internal sealed class FunctionHostOptions
{
    public const string Section = "Functions";

    /// <summary>The Node.js program (18 or newer): a path, or a name that is looked for on PATH. Default <c>node</c>.</summary>
    public string Node { get; set; } = "node";

    /// <summary>
    /// Processes that run functions, 1 to 32; each uses one core at most. One more runs functions that have not shown yet that they are
    /// quick. Default: as many as there are cores, at most 4.
    /// </summary>
    public int Workers { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>How long a run may compute, waiting not included. 10 ms to 30 s. Default 1 s.</summary>
    public TimeSpan ComputingTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Runs at once in a process, those included that wait for an answer; each takes 2 MB and more. 1 to 1,000. Default 64.</summary>
    public int RunsPerWorker { get; set; } = 64;

    /// <summary>Functions that a process keeps ready, half a megabyte each. 1 to 10,000. Default 200.</summary>
    public int WarmFunctions { get; set; } = 200;

    /// <summary>Runs that may wait for a free process; beyond it they are refused as overloaded. 1 to 1,000,000. Default 10,000.</summary>
    public int MostWaiting { get; set; } = 10_000;

    /// <summary>Whether the processes are started with the silo, and not with the first run. Default false.</summary>
    public bool StartWithSilo { get; set; }
}

internal sealed class FunctionHostOptionsCheck : IValidateOptions<FunctionHostOptions>
{
    private static readonly TimeSpan _leastComputing = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan _mostComputing = TimeSpan.FromSeconds(30);

    public ValidateOptionsResult Validate(string? name, FunctionHostOptions options)
    {
        List<string> faults = [];
        if (string.IsNullOrWhiteSpace(options.Node))
        {
            faults.Add("Functions:Node is empty; give the path of Node.js, or remove it to use 'node'.");
        }
        if (options.ComputingTime < _leastComputing || options.ComputingTime > _mostComputing)
        {
            faults.Add($"Functions:ComputingTime is {options.ComputingTime}; give 00:00:00.01 to 00:00:30 (default 00:00:01).");
        }
        Bounded(faults, nameof(options.Workers), options.Workers, 32);
        Bounded(faults, nameof(options.RunsPerWorker), options.RunsPerWorker, 1000);
        Bounded(faults, nameof(options.WarmFunctions), options.WarmFunctions, 10_000);
        Bounded(faults, nameof(options.MostWaiting), options.MostWaiting, 1_000_000);
        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Bounded(List<string> faults, string name, int value, int most)
    {
        if (value < 1 || value > most)
        {
            faults.Add($"{FunctionHostOptions.Section}:{name} is {value}; give 1 to {most}.");
        }
    }
}
