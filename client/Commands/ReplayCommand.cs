using System.CommandLine;
using Conversations.Cli.Replay;

namespace Conversations.Cli.Commands;

/// <summary><c>conversations replay</c>: rebuilds a conversation from its journal, beside a running server or without one.</summary>
internal static class ReplayCommand
{
    private static readonly Argument<string> Conversation = new("conversation") { Description = "The conversation's id." };

    private static readonly Option<string> Database = new("--database")
    {
        Description = "The SQLite file of the journal.", DefaultValueFactory = _ => Path.Combine("data", "conversations.db"), HelpName = "file",
    };

    private static readonly Option<string> Account = new("--account")
    {
        Description = "The account.", DefaultValueFactory = _ => ServerOptions.DemoAccount, HelpName = "id",
    };

    private static readonly Option<long?> At = new("--at") { Description = "Stop after this version and show the state there.", HelpName = "version" };

    public static Command Make(Surroundings surroundings)
    {
        var command = new Command("replay", "Rebuild a conversation from its journal: each decision, the state at the end, and whether snapshots agree.")
        {
            Conversation, Database, Account, At,
        };
        command.SetAction(parsed => Run(parsed, surroundings.Out));
        return command;
    }

    private static int Run(ParseResult parsed, TextWriter output)
    {
        var key = new ConversationKey(parsed.GetRequiredValue(Account), parsed.GetRequiredValue(Conversation));
        var at = parsed.GetValue(At);
        if (at < 1)
        {
            throw new CliException(ExitCodes.Usage, $"'--at {at}' is no version; the first event has version 1.");
        }
        using var journal = ReadOnlyJournal.Open(parsed.GetRequiredValue(Database));
        var history = journal.Read(key);
        if (at > history.Version)
        {
            throw new CliException(ExitCodes.NotFound, $"The conversation '{key.Conversation}' has {history.Version} events; there is no version {at}.");
        }
        var report = new ReplayReport(key, history, output);
        report.Events(at ?? history.Version);
        report.State();
        return report.Verify() ? ExitCodes.Done : ExitCodes.Faults;
    }
}
