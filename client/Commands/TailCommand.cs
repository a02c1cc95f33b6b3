using System.CommandLine;
using System.Text;
using System.Text.Json;
using Conversations.Cli.Events;
using Conversations.Client;

namespace Conversations.Cli.Commands;

/// <summary><c>conversations tail</c>: what happens in a conversation, as it happens.</summary>
internal static class TailCommand
{
    private static readonly Argument<string> Conversation = new("conversation") { Description = "The conversation's id." };

    private static readonly Option<long> After = new("--after")
    {
        Description = "Show events above this version only.", DefaultValueFactory = _ => 0, HelpName = "version",
    };

    private static readonly Option<bool> Once = new("--once") { Description = "End when all that has happened so far is shown." };

    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object for each event: {\"version\",\"event\"}." };

    public static Command Make(Surroundings surroundings)
    {
        var server = new ServerOptions(surroundings);
        var cluster = new ClusterOptions(server);
        var command = new Command("tail", "Follow a conversation's events, private ones included, until Ctrl-C.") { Conversation, After, Once, Json };
        server.AddTo(command);
        cluster.AddTo(command);
        command.SetAction((parsed, cancellation) => Run(parsed, server, cluster, surroundings, cancellation));
        return command;
    }

    private static async Task<int> Run(
        ParseResult parsed, ServerOptions server, ClusterOptions options, Surroundings surroundings, CancellationToken cancellation)
    {
        await using var cluster = await options.Connect(parsed, cancellation);
        var client = cluster?.Conversations ?? new HttpConversationsClient(surroundings.Http, new ConversationsClientOptions
        {
            Server = server.Server(parsed), Account = server.Account(parsed), Key = server.Key(parsed), Attempts = 2,
        }, surroundings.Time);
        return await Follow(client, parsed, server.Account(parsed), surroundings, cancellation);
    }

    private static async Task<int> Follow(
        IConversationsClient client, ParseResult parsed, string account, Surroundings surroundings, CancellationToken cancellation)
    {
        var id = parsed.GetRequiredValue(Conversation);
        var view = await client.Read(id, cancellation);
        var after = parsed.GetValue(After);
        var last = parsed.GetValue(Once) ? view.Version : long.MaxValue;
        var show = parsed.GetValue(Json) ? (Action<RecordedEvent>)(e => WriteJson(surroundings.Out, e)) : Rows(surroundings.Out, account, view);
        if (after >= last)
        {
            return ExitCodes.Done;
        }
        await foreach (var recorded in client.WatchEvents(id, after, cancellation))
        {
            show(recorded);
            await surroundings.Out.FlushAsync(cancellation);
            if (recorded.Version >= last)
            {
                break;
            }
        }
        return ExitCodes.Done;
    }

    private static Action<RecordedEvent> Rows(TextWriter output, string account, ConversationView view)
    {
        output.WriteLine($"conversation {view.Id}, opened {view.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC; times are seconds from there");
        var rows = new EventRows(new ConversationKey(account, view.Id), view.CreatedAt);
        return recorded =>
        {
            foreach (var row in rows.Tell(recorded.Version, recorded.Event))
            {
                output.WriteLine(row);
            }
        };
    }

    private static void WriteJson(TextWriter output, RecordedEvent recorded)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = EventJson.Compact.Options.Encoder }))
        {
            json.WriteStartObject();
            json.WriteNumber("version", recorded.Version);
            json.WritePropertyName("event");
            JsonSerializer.Serialize(json, recorded.Event, EventJson.Compact.ConversationEvent);
            json.WriteEndObject();
        }
        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
