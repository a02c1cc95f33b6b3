using System.Collections.Concurrent;
using Conversations.Accounts;
using Conversations.Effects;

namespace Conversations.Tests.Http;

/// <summary>Whatever is outside: it answers as told and remembers what it got.</summary>
internal sealed class Outside : IOutgoingHttp
{
    private readonly ConcurrentQueue<OutgoingRequest> _got = new();
    private Task _held = Task.CompletedTask;

    public IEnumerable<OutgoingRequest> Got => _got;

    public int Status { get; set; } = 200;

    /// <summary>From here on no request is answered until the result is set.</summary>
    public TaskCompletionSource Hold()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held = held.Task;
        return held;
    }

    public async Task<OutgoingAnswer> Send(Account account, OutgoingRequest request, CancellationToken cancellation)
    {
        _got.Enqueue(request);
        await _held.WaitAsync(cancellation);
        return new() { Status = Status };
    }

    public void Forget() => _got.Clear();

    public async Task<OutgoingRequest> Next(Func<OutgoingRequest, bool> which)
    {
        for (var tries = 0; ; tries++)
        {
            if (_got.FirstOrDefault(which) is { } found) return found;
            Assert.True(tries < 1_000, "No such request came.");
            await Task.Delay(20);
        }
    }
}
