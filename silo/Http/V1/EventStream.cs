using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text.Json;
using Conversations.Silo.Http.Feeds;
using Microsoft.AspNetCore.Http.Features;

namespace Conversations.Silo.Http.V1;

/// <summary>One reader of a conversation's events.</summary>
internal sealed class EventStream(HttpContext http, EventFeed feed, bool seesPrivate)
{
    /// <summary>Proxies and clients take a silent connection for a dead one.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public async Task<IResult> Run(CancellationToken stopping)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stopping, http.RequestAborted);
        try
        {
            Begin();
            await http.Response.BodyWriter.FlushAsync(ending.Token);
            while (true)
            {
                Write(http.Response.BodyWriter, await feed.Next(Heartbeat, ending.Token));
                await http.Response.BodyWriter.FlushAsync(ending.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException || http.Response.HasStarted)
        {
            // The end of the stream is the message: the reader comes back with Last-Event-ID.
            return Results.Empty;
        }
    }

    private void Begin()
    {
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    private void Write(PipeWriter output, EventPage? page)
    {
        if (page is null)
        {
            output.Write(": \n\n"u8);
            return;
        }
        var version = page.FirstVersion;
        foreach (var e in page.Events)
        {
            if (seesPrivate || ConsumerEvents.MayBeSeen(e))
            {
                WriteOne(output, version, e);
            }
            version++;
        }
    }

    private static void WriteOne(PipeWriter output, long version, ConversationEvent e)
    {
        output.Write("id: "u8);
        Utf8Formatter.TryFormat(version, output.GetSpan(20), out var digits);
        output.Advance(digits);
        output.Write("\ndata: "u8);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = EventJson.Wire.Options.Encoder }))
        {
            JsonSerializer.Serialize(json, e, EventJson.Wire.ConversationEvent);
        }
        output.Write("\n\n"u8);
    }
}
