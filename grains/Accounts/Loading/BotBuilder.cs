using System.Collections.Immutable;
using Conversations.Accounts.Schema;
using Conversations.Flows;

namespace Conversations.Accounts.Loading;

/// <summary>Bots, with their flows and environments resolved.</summary>
internal sealed class BotBuilder(
    AccountScope scope, AccountDocuments documents, IReadOnlyDictionary<string, EnvironmentReading> environments)
{
    private const string DefaultFailureText = "Sorry, something went wrong. Please try again later.";

    public IEnumerable<Bot> Build()
    {
        CheckReferences();
        var flows = documents.Flows.Values.ToDictionary(f => f.Id, BuildFlow, StringComparer.Ordinal);
        return [.. documents.Bots.Values.Select(b => Build(b, flows)).OfType<Bot>()];
    }

    private (Flow Flow, TemplateCheck Templates) BuildFlow(Sheet<FlowDocument> sheet)
    {
        var users = documents.Bots.Values.Where(b => b.Document.Flow == sheet.Id)
            .Select(b => new FlowUser(b.Id, b.Document.Environment, EnvironmentOf(b.Document)?.Variables)).ToImmutableArray();
        if (users.IsEmpty)
        {
            sheet.Problems.Warning(1, $"no bot uses this flow; write a bot with 'flow: {sheet.Id}' or remove the file");
        }

        var flowScope = new FlowScope(scope, FlowVariables.DefinedIn(sheet.Document), users);
        return (new FlowBuilder(sheet, flowScope).Build(), new TemplateCheck(flowScope));
    }

    private Bot? Build(Sheet<BotDocument> sheet, Dictionary<string, (Flow Flow, TemplateCheck Templates)> flows)
    {
        CheckWay(sheet);
        if (sheet.Document.Connector is { } connector)
        {
            var texts = new TextBuilder(scope, PlainTextCheck.Instance, sheet.Problems);
            return Build(sheet, texts) with { Connector = new ConnectorBuilder(scope, texts, sheet.Problems).Build(connector) };
        }

        return flows.TryGetValue(sheet.Document.Flow ?? "", out var flow)
            ? Build(sheet, new TextBuilder(scope, flow.Templates, sheet.Problems)) with { Flow = flow.Flow }
            : null;
    }

    private static void CheckWay(Sheet<BotDocument> sheet)
    {
        var written = sheet.Document.Source as MapNode;
        switch (written?.Find("flow"), written?.Find("connector"))
        {
            case (null, null):
                sheet.Problems.Error(sheet.Document.Line, "a bot needs 'flow', or 'connector' for a third-party bot; add one of them");
                break;
            case (not null, not null):
                sheet.Problems.Error(sheet.Document.LineOf("connector"), "give either 'flow' or 'connector', and only one of them");
                break;
        }
    }

    private Bot Build(Sheet<BotDocument> sheet, TextBuilder texts)
    {
        var bot = sheet.Document;
        var environment = EnvironmentOf(bot);
        if (bot.FailureText is null && !scope.DefaultLanguage.StartsWith("en", StringComparison.OrdinalIgnoreCase))
        {
            var when = bot.Connector is null ? "an integration fails" : "the bot fails";
            sheet.Problems.Warning(bot.Line, $"without 'failureText' consumers read \"{DefaultFailureText}\" when {when}; add one in '{scope.DefaultLanguage}'");
        }

        return new()
        {
            Name = sheet.Id,
            DisplayName = bot.DisplayName,
            FailureText = bot.FailureText is { } text ? texts.Build(text) : LocalizedText.Of(DefaultFailureText),
            Environment = environment?.Variables ?? ImmutableDictionary<string, string>.Empty,
            Interruptions = InterruptionChoice.Of(sheet, environment),
        };
    }

    private EnvironmentReading? EnvironmentOf(BotDocument bot) => bot.Environment is { } id ? environments.GetValueOrDefault(id) : null;

    private void CheckReferences()
    {
        foreach (var bot in documents.Bots.Values)
        {
            Check(bot, FileKind.Flow, "flow", bot.Document.Flow, "flows");
            Check(bot, FileKind.Environment, "environment", bot.Document.Environment, "environments");
        }

        foreach (var environment in documents.Environments.Values.Where(e => documents.Bots.Values.All(b => b.Document.Environment != e.Id)))
        {
            environment.Problems.Warning(1, $"no bot is linked to this environment, so it has no effect; write 'environment: {environment.Id}' in a bot");
        }
    }

    private void Check(Sheet<BotDocument> bot, FileKind kind, string key, string? id, string folder)
    {
        if (id is not null && AccountPath.IsId(id) && !documents.Has(kind, id))
        {
            var advice = Nearest.Advice(id, documents.Names(kind), $"write {folder}/{id}.yaml");
            bot.Problems.Error(bot.Document.LineOf(key), $"there is no {key} '{id}'; {advice}");
        }
    }
}
