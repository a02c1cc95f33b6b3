using System.Collections.Immutable;
using Conversations.Effects;
using Conversations.Tests.Time;

namespace Conversations.Tests.Engines.Embedded.Schedules;

/// <summary>Services that take from no time to half a minute and sometimes fail. A crash takes their answers with it.</summary>
internal sealed class ScriptedIntegrations(Random random, VirtualTime time) : IIntegrationClient
{
    private int _era;

    /// <summary>How often each request was sent, by its idempotency key.</summary>
    public Dictionary<string, int> Sent { get; } = [];

    public void Forget() => _era++;

    public async Task<EffectOutcome> Call(ConversationKey conversation, HttpIntegration integration)
    {
        var key = $"{conversation}/{integration.Key}";
        Sent[key] = Sent.GetValueOrDefault(key) + 1;
        var era = _era;
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var clock = time.CreateTimer(_ => answer.TrySetResult(), null, TimeSpan.FromMilliseconds(random.Next(30_000)), Timeout.InfiniteTimeSpan);
        await answer.Task;
        Assert.Equal(era, _era);
        return random.Next(10) == 0
            ? new EffectOutcome { Succeeded = false, Error = "unreachable" }
            : new EffectOutcome { Succeeded = true, Status = 200, Values = ImmutableDictionary<string, string>.Empty.Add("status", "shipped") };
    }
}
