using System.Collections.Concurrent;
using System.Diagnostics;
using Conversations.Client;

namespace Conversations.Tests.Clusters;

/// <summary>Says something in each of some conversations again and again, and measures for how long one could not be reached at most.</summary>
internal sealed class Pulse(IConversationsClient client, IReadOnlyList<string> conversations)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Notable = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<(DateTimeOffset At, TimeSpan Gap)> _gaps = [];

    /// <summary>From the first try to the acknowledgement.</summary>
    public TimeSpan Longest { get; private set; }

    public IEnumerable<(DateTimeOffset At, TimeSpan Gap)> Gaps => _gaps.OrderBy(gap => gap.At);

    public async Task BeatWhile(Task disturbance)
    {
        await Task.WhenAll(conversations.Select((id, i) => Beat(id, i, disturbance)));
        Longest = _gaps.Select(gap => gap.Gap).DefaultIfEmpty().Max();
    }

    private async Task Beat(string conversation, int number, Task disturbance)
    {
        for (var beat = 0; !disturbance.IsCompleted; beat++)
        {
            var message = new NewMessage
            {
                From = new() { Id = "pulse", Role = Role.Agent }, Text = "beat", Audience = Audience.AgentsAndManagers, ClientMessageId = $"{number}-{beat}",
            };
            var clock = Stopwatch.StartNew();
            var at = DateTimeOffset.UtcNow;
            while (!await Reached(conversation, message))
            {
            }
            if (clock.Elapsed > Notable)
            {
                _gaps.Enqueue((at, clock.Elapsed));
            }
            await Task.Delay(Pause);
        }
    }

    private async Task<bool> Reached(string conversation, NewMessage message)
    {
        try
        {
            await client.Publish(conversation, message);
            return true;
        }
        catch (ConversationsException e) when (e.IsTransient)
        {
            return false;
        }
    }
}
