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
        return [.. documents.Bots.Values.Where(b => flows.ContainsKey(b.Document.Flow ?? "")).Select(b => BuildBot(b, flows[b.Document.Flow!]))];
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

    private Bot BuildBot(Sheet<BotDocument> sheet, (Flow Flow, TemplateCheck Templates) flow)
    {
        var bot = sheet.Document;
        var environment = EnvironmentOf(bot);
        var texts = new TextBuilder(scope, flow.Templates, sheet.Problems);
        if (bot.FailureText is null && !scope.DefaultLanguage.StartsWith("en", StringComparison.OrdinalIgnoreCase))
        {
            sheet.Problems.Warning(bot.Line, $"without 'failureText' consumers read \"{DefaultFailureText}\" when an integration fails; add one in '{scope.DefaultLanguage}'");
        }

        return new()
        {
            Name = sheet.Id,
            Flow = flow.Flow,
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
