using Conversations.Functions;
using Microsoft.Extensions.Options;

namespace Conversations.Silo.Functions;

internal sealed class FunctionRunnerOptionsCheck : IValidateOptions<FunctionRunnerOptions>
{
    public ValidateOptionsResult Validate(string? name, FunctionRunnerOptions options)
    {
        List<string> faults = [];
        if (options.Concurrency is < 1 or > 10_000) faults.Add($"Functions:Concurrency is {options.Concurrency}; give 1 to 10000 (default 32).");
        if (options.Queue is < 0 or > 100_000) faults.Add($"Functions:Queue is {options.Queue}; give 0 to 100000 (default 1000).");
        if (options.Refresh < TimeSpan.FromMilliseconds(100) || options.Refresh > TimeSpan.FromMinutes(1))
        {
            faults.Add($"Functions:Refresh is {options.Refresh}; give 00:00:00.1 to 00:01:00 (default 00:00:05).");
        }
        return faults.Count is 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
