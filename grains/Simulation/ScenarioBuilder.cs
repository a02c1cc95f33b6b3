using System.Collections.Immutable;
using System.Globalization;
using Conversations.Accounts.Loading;
using Conversations.Accounts.Schema;
using Conversations.Bots;
using Conversations.Flows;
using Conversations.Functions;
using Conversations.Simulation.Schema;

namespace Conversations.Simulation;

/// <summary>Documents to a scenario. It builds to the end even when something is wrong, so that all problems are told.</summary>
internal sealed class ScenarioBuilder(ScenarioDocument document, FileProblems problems, ScenarioAccount accounts)
{
    public Scenario? Build()
    {
        var account = accounts.Build(document);
        var conversations = Conversations();
        var ids = conversations.Select(c => c.Id).ToArray();
        var steps = new StepBuilder(conversations, accounts, problems).Build(document.Steps ?? []);
        var expected = new ExpectationBuilder(ids, problems);
        return account is null ? null : new Scenario
        {
            Name = document.Name ?? "",
            Sources = [.. document.Source ?? []],
            Account = account,
            RealTime = document.RealTime ?? false,
            Conversations = conversations,
            World = new ScriptedWorld
            {
                Integrations = new ScriptedIntegrations(Answers()),
                ConfirmationTakes = TimeOf(document.ConfirmationTakes),
                Functions = new ScriptedFunctions(FunctionAnswers()),
                Bots = new ScriptedBots(BotTurns()),
                UnavailableAgents = [.. document.UnavailableAgents ?? []],
            },
            Start = document.Start is { } start && DateTimeOffset.TryParse(start, CultureInfo.InvariantCulture, out var instant) ? instant : null,
            Ends = document.Ends is { } ends ? TimeOf(ends) : null,
            Steps = steps,
            TimeLine = document.Expect?.TimeLine is { } lines ? expected.Lines(lines) : null,
            States = expected.States(document.Expect?.States ?? []),
            Decisions = expected.Decisions(document.Expect?.Decisions ?? []),
        };
    }

    /// <summary>A time that was checked when it was read; zero where none or a wrong one stands.</summary>
    internal static TimeSpan TimeOf(string? text) => text is not null && TimePattern.TryRead(text, out var time) ? time : TimeSpan.Zero;

    private ImmutableArray<ScenarioConversation> Conversations()
    {
        var documents = document.Conversations ?? [new ConversationDocument()];
        var opened = documents.Select((c, index) => Conversation(c, c.Id ?? $"c{index + 1}")).ToImmutableArray();
        for (var i = 0; i < opened.Length; i++)
        {
            if (opened.Take(i).Any(c => c.Id == opened[i].Id))
            {
                problems.Error(documents[i].Line, $"a conversation '{opened[i].Id}' is there already; give this one another 'id'");
            }
        }
        return opened;
    }

    private static ScenarioConversation Conversation(ConversationDocument conversation, string id) => new(
        id,
        TimeOf(conversation.At),
        new OpenConversation
        {
            Consumer = new Consumer { Id = conversation.Consumer ?? "consumer", Name = conversation.ConsumerName, Authenticated = conversation.Authenticated ?? false },
            Bot = conversation.Bot,
            SkillId = conversation.Skill,
            Language = conversation.Language,
            Preview = conversation.Preview ?? false,
            Type = conversation.Type == "chat" ? ConversationType.Chat : ConversationType.Messaging,
            Variables = (conversation.Variables ?? new Dictionary<string, string>()).ToImmutableDictionary(),
        },
        conversation.Refused);

    private ImmutableDictionary<string, ImmutableArray<ScriptedAnswer>> Answers() =>
        (document.Integrations ?? new Dictionary<string, AnswerDocument>())
        .ToImmutableDictionary(i => i.Key, i => Chain(i.Value).ToImmutableArray());

    private ImmutableDictionary<string, ImmutableArray<FunctionScriptAnswer>> FunctionAnswers() =>
        (document.Functions ?? new Dictionary<string, FunctionAnswerDocument>())
        .ToImmutableDictionary(f => f.Key, f => Chain(f.Key, f.Value).ToImmutableArray());

    private static IEnumerable<FunctionScriptAnswer> Chain(string function, FunctionAnswerDocument? answer)
    {
        for (; answer is not null; answer = answer.Then)
        {
            var outcome = answer.Fails is true
                ? EffectOutcome.Failed(FunctionErrors.RuntimeException, "The scenario says so.")
                : new EffectOutcome { Succeeded = true, Answer = CallbackResult.Read(answer.Returns is { } body ? JsonOf(body) : null) with { Function = function, Attempts = 1 } };
            yield return new FunctionScriptAnswer(TimeOf(answer.Takes), outcome);
        }
    }

    private ImmutableDictionary<string, ImmutableArray<ScriptedTurn>> BotTurns() =>
        (document.Bots ?? new Dictionary<string, BotTurnDocument>())
        .ToImmutableDictionary(b => b.Key, b => Chain(b.Value).ToImmutableArray());

    private static IEnumerable<ScriptedTurn> Chain(BotTurnDocument? turn)
    {
        for (; turn is not null; turn = turn.Then)
        {
            var says = (turn.Says ?? []).Where(s => s.Activity is not null)
                .Select(s => new ScriptedActivity(TimeOf(s.After), JsonOf(s.Activity!), s.Unasked ?? false)).ToImmutableArray();
            var last = says.Where(s => !s.Unasked).Select(s => s.After).DefaultIfEmpty().Max();
            yield return new ScriptedTurn
            {
                Takes = turn.Fails == "never" ? null : turn.Takes is null ? last : TimeOf(turn.Takes),
                Fault = turn.Fails == "error" ? BotFaults.BotError : null,
                Says = says,
            };
        }
    }

    // The reader writes a mapping as a template; nothing is filled in here but its doubled braces.
    private static string JsonOf(BodyDocument body) => TextTemplate.Fill(body.Template, _ => null, TemplateEncoding.Json);

    private static IEnumerable<ScriptedAnswer> Chain(AnswerDocument? answer)
    {
        for (; answer is not null; answer = answer.Then)
        {
            yield return new ScriptedAnswer
            {
                Takes = answer.Fails == "never" ? null : TimeOf(answer.Takes),
                Status = answer.Fails is null ? answer.Status ?? 200 : null,
                Body = answer.Body is { } body ? JsonOf(body) : null,
            };
        }
    }
}
