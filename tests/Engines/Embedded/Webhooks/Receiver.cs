using Conversations.Accounts;
using Conversations.Effects;
using Conversations.Tests.Time;
using Conversations.Webhooks;

namespace Conversations.Tests.Engines.Embedded.Webhooks;

/// <summary>
/// A service that webhooks lead to, as bad as services are: slow, failing, gone for minutes, or it takes a request and the answer is lost.
/// </summary>
internal sealed class Receiver(Random random, VirtualTime time) : IOutgoingHttp
{
    private readonly Dictionary<string, DateTimeOffset> _goneUntil = [];

    /// <summary>Whether it behaves badly.</summary>
    public bool Fails { get; set; } = true;

    /// <summary>What it took, by address, in order; repeats included.</summary>
    public List<Taken> Took { get; } = [];
    public int Failures { get; private set; }
    public int MostAtOnce { get; private set; }
    private int _atOnce;

    public async Task<OutgoingAnswer> Send(Account account, OutgoingRequest request, CancellationToken cancellation)
    {
        MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
        try
        {
            return await Answer(request, cancellation);
        }
        finally
        {
            _atOnce--;
        }
    }

    private async Task<OutgoingAnswer> Answer(OutgoingRequest request, CancellationToken cancellation)
    {
        var fault = Fails ? random.Next(12) : 99;
        // Now and then one of them is gone for longer than any delivery is tried.
        if (Fails && random.Next(150) == 0) _goneUntil[request.Url] = time.GetUtcNow().AddMinutes(random.Next(1, 8));
        if (Fails && _goneUntil.GetValueOrDefault(request.Url) > time.GetUtcNow()) fault = 1;
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1, fault is 2 ? 9_000 : 50)), time, cancellation);
        switch (fault)
        {
            case 0:
                return Failed(new() { Status = 500 });
            case 1:
                return Failed(new() { Fault = OutgoingFault.Unreachable, Detail = "Connection refused." });
            case 3:
                Take(request);
                return Failed(new() { Fault = OutgoingFault.Unreachable, Detail = "Connection reset." });
            case 4:
                Take(request);
                await Task.Delay(request.Timeout, time, cancellation);
                return Failed(new() { Fault = OutgoingFault.TimedOut, Detail = "No answer." });
            default:
                Take(request);
                return new() { Status = 200 };
        }
    }

    private OutgoingAnswer Failed(OutgoingAnswer answer)
    {
        Failures++;
        return answer;
    }

    private void Take(OutgoingRequest request) => Took.Add(new(
        request.Url, request.Headers[WebhookSignature.DeliveryHeader], request.Headers[WebhookSignature.Header],
        long.Parse(request.Headers[WebhookSignature.TimestampHeader]), request.Body!));
}

/// <summary>A request that reached its service.</summary>
internal sealed record Taken(string Url, string DeliveryId, string Signature, long Timestamp, string Body);
