using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Conversations.Client.Http;

/// <summary>
/// Follows <c>GET events</c>. A connection that breaks or falls silent is opened again with <c>Last-Event-ID</c>; what came
/// already is passed over, so each event comes once.
/// </summary>
internal sealed class EventWatch(HttpCalls calls, string address, TimeSpan silenceLimit, TimeProvider time)
{
    public async IAsyncEnumerable<RecordedEvent> Run(long afterVersion, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var position = afterVersion;
        // The first connection shows whether the address and the key are right; only what was connected once is reconnected without end.
        var response = await calls.Repetition.Run(ending => Connect(position, ending), repeatable: true, cancellation);
        for (var failures = 0; ;)
        {
            using (response)
            {
                await using var events = Events(response, cancellation).GetAsyncEnumerator(cancellation);
                while (await Next(events) is { } recorded)
                {
                    failures = 0;
                    if (recorded.Version > position)
                    {
                        position = recorded.Version;
                        yield return recorded;
                    }
                }
            }
            cancellation.ThrowIfCancellationRequested();
            response = await Reconnect(position, ++failures, cancellation);
        }
    }

    private async Task<HttpResponseMessage> Reconnect(long position, int failures, CancellationToken cancellation)
    {
        for (TimeSpan? asked = null; ; failures++)
        {
            await calls.Repetition.Wait(failures, asked, cancellation);
            try
            {
                return await Connect(position, cancellation);
            }
            catch (ConversationsException e) when (e.IsTransient)
            {
                asked = e.RetryAfter;
            }
        }
    }

    private async Task<HttpResponseMessage> Connect(long position, CancellationToken cancellation)
    {
        using var request = calls.Request(HttpMethod.Get, address);
        request.Headers.Accept.Clear();
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", position.ToString(CultureInfo.InvariantCulture));
        return await calls.Open(request, cancellation);
    }

    // An end, a break and silence all mean the same: connect again.
    private static async Task<RecordedEvent?> Next(IAsyncEnumerator<RecordedEvent> events)
    {
        try
        {
            return await events.MoveNextAsync() ? events.Current : null;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException)
        {
            return null;
        }
    }

    private async IAsyncEnumerable<RecordedEvent> Events(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        await using var watched = new SilenceLimitStream(body, silenceLimit, time);
        await foreach (var item in SseParser.Create(watched, Parse).EnumerateAsync(cancellation))
        {
            if (long.TryParse(item.EventId, NumberStyles.None, CultureInfo.InvariantCulture, out var version))
            {
                yield return new RecordedEvent(version, item.Data);
            }
        }
    }

    private static ConversationEvent Parse(string eventType, ReadOnlySpan<byte> data)
    {
        try
        {
            return JsonSerializer.Deserialize(data, EventJson.Compact.ConversationEvent) ?? throw new JsonException("the event is null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            // Passing over it would be a loss.
            throw new ConversationsException(ClientErrorCodes.UnexpectedAnswer,
                $"The server sent an event that this client does not know ({e.Message}); use a client at least as new as the server.", innerException: e);
        }
    }
}
