using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Functions;
using Conversations.Tests.Time;

namespace Conversations.Tests.Engines.Embedded.Schedules;

/// <summary>Functions whose code is their result. They take up to ten seconds and sometimes fail.</summary>
internal sealed class ScriptedFunctions(Random random, VirtualTime time) : IFunctionRuntime
{
    public async Task<FunctionRun> Run(FunctionCall call, IFunctionHost host, CancellationToken cancellation)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var clock = time.CreateTimer(_ => done.TrySetResult(), null, TimeSpan.FromMilliseconds(random.Next(10_000)), Timeout.InfiniteTimeSpan);
        await done.Task;
        return random.Next(8) == 0
            ? new FunctionRun { ErrorCode = FunctionErrors.Unavailable, ErrorMessage = "Lost.", Transient = true, Took = TimeSpan.Zero }
            : new FunctionRun { Result = call.Code, Took = TimeSpan.Zero };
    }
}

/// <summary>Nothing here goes out.</summary>
internal sealed class NoHttp : IOutgoingHttp
{
    public Task<OutgoingAnswer> Send(Account account, OutgoingRequest request, CancellationToken cancellation) =>
        throw new InvalidOperationException("No schedule calls anything over HTTP.");
}
