using System.Collections.Concurrent;
using System.Diagnostics;
using Conversations.Client;

namespace Conversations.Tests.Clients;

/// <summary>
/// A conversation in which something is said again and again and that is watched meanwhile: how long a call took at most, how long
/// what was said took to be seen, and what was seen.
/// </summary>
internal sealed class Beat(IConversationsClient client, string id)
{
    /// <summary>What is said last.</summary>
    public const string Last = "last";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<string, long> _saidAt = [];

    /// <summary>From the call to its answer.</summary>
    public TimeSpan LongestCall { get; private set; }

    /// <summary>From the call to the event.</summary>
    public TimeSpan LongestGap { get; private set; }

    public List<long> Versions { get; } = [];

    public List<string> Seen { get; } = [];

    public int Said => _saidAt.Count;

    public static async Task<Beat> Of(IConversationsClient client, string consumer) => new(client, (await client.Open(NewConversation.With(consumer))).Id);

    public async Task While(Task disturbance, TimeSpan patience)
    {
        var watch = Watch();
        while (!disturbance.IsCompleted)
        {
            await Say($"beat-{Said}");
            await Task.Delay(Pause);
        }
        await disturbance;
        await Say(Last);
        await watch.WaitAsync(patience);
    }

    private async Task Say(string text)
    {
        var began = _saidAt[text] = Stopwatch.GetTimestamp();
        var message = NewMessage.FromAgent("beat", text, Audience.AgentsAndManagers) with { ClientMessageId = text };
        await client.Publish(id, message);
        LongestCall = Longer(LongestCall, began);
    }

    private async Task Watch()
    {
        await foreach (var recorded in client.WatchEvents(id))
        {
            Versions.Add(recorded.Version);
            if (recorded.Event is MessagePublished { Message: { From.Id: "beat", Text: { } text } })
            {
                Seen.Add(text);
                LongestGap = Longer(LongestGap, _saidAt[text]);
                if (text is Last)
                {
                    break;
                }
            }
        }
    }

    private static TimeSpan Longer(TimeSpan longest, long began) => Stopwatch.GetElapsedTime(began) is var taken && taken > longest ? taken : longest;
}
