using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Conversations.Silo.Calls;
using Conversations.Tests.Http;

namespace Conversations.Tests.Calls;

public sealed class When_calls_are_observed
{
    private readonly ConcurrentQueue<Activity> _activities = [];
    private readonly ConcurrentQueue<(double Seconds, Dictionary<string, object?> Tags)> _measured = [];

    [Fact]
    public async Task each_is_an_activity_and_a_measurement_with_its_result()
    {
        using var activities = Activities();
        using var measurements = Measurements();
        await using var server = await Server.Start();
        var (id, token, _) = await server.StartConversation();
        await server.Say(id, token, "hi");
        new Caller { Account = "other", Role = CallerRole.Agent, Id = "eve" }.Enter();
        await Assert.ThrowsAsync<CallerRefusedException>(() => server.Grains.GetGrain<IConversationGrain>($"acme/{id}").Read());

        var mine = _activities.Where(a => a.GetTagItem("grain.id")!.ToString()!.EndsWith($"acme/{id}", StringComparison.Ordinal)).ToList();
        Assert.Contains(mine, a => a is { OperationName: "IConversationGrain.Publish", Status: ActivityStatusCode.Unset } && (string?)a.GetTagItem("caller.role") == "Consumer");
        Assert.Contains(mine, a => a is { OperationName: "IConversationGrain.Read", Status: ActivityStatusCode.Error });
        Assert.Contains(_measured, m => Is(m, "Publish", "ok") && m.Seconds is > 0 and < 60);
        Assert.Contains(_measured, m => Is(m, "Read", nameof(CallerRefusedException)));
    }

    private static bool Is((double Seconds, Dictionary<string, object?> Tags) m, string method, string result) =>
        m.Tags is var tags && (string?)tags["grain.interface"] == nameof(IConversationGrain) && (string?)tags["grain.method"] == method && (string?)tags["result"] == result;

    private ActivityListener Activities()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == CallTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _activities.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private MeterListener Measurements()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Name == CallTelemetry.DurationName) self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>((_, seconds, tags, _) => _measured.Enqueue((seconds, tags.ToArray().ToDictionary(t => t.Key, t => t.Value))));
        listener.Start();
        return listener;
    }
}
