using System.Collections.Immutable;
using Conversations.Accounts.Loading;
using Conversations.Simulation.Schema;

namespace Conversations.Simulation;

/// <summary>The steps of a scenario.</summary>
internal sealed class StepBuilder(ImmutableArray<ScenarioConversation> conversations, ScenarioAccount accounts, FileProblems problems)
{
    private const string Kinds = "consumer, agent, event, accept, transfer, returnToQueue, join, leave, ttr, stepUp, typing, close, server, chatInstance or changeFiles";

    private readonly ImmutableArray<ScenarioStep>.Builder _steps = ImmutableArray.CreateBuilder<ScenarioStep>();
    private bool _down;

    public ImmutableArray<ScenarioStep> Build(IReadOnlyList<StepDocument> documents)
    {
        foreach (var document in documents) Add(document);
        return _steps.ToImmutable();
    }

    private void Add(StepDocument document)
    {
        var at = ScenarioBuilder.TimeOf(document.At);
        if (_steps.Count > 0 && at < _steps[^1].At)
        {
            problems.Error(document.Line, $"this step is at {Times.Brief(at)}, before the one above it; write the steps in the order of their times");
        }
        if (CountKinds(document) != 1)
        {
            problems.Error(document.Line, $"a step does exactly one thing; give it one of {Kinds}");
        }
        else if (Step(document, at) is { } step)
        {
            _steps.Add(step with { Refused = document.Refused });
        }
    }

    private static int CountKinds(StepDocument document) => new object?[]
    {
        document.Consumer, document.Agent, document.Event, document.Accept, document.Transfer, document.ReturnToQueue, document.Join, document.Leave,
        document.Ttr, document.StepUp, document.Typing, document.Close, document.Server, document.ChatInstance, document.ChangeFiles,
    }.Count(kind => kind is not null);

    private ScenarioStep? Step(StepDocument document, TimeSpan at) => document switch
    {
        { Server: { } server } => Server(document, server == "crash", at),
        { ChangeFiles: { } files } => accounts.Change(files) is { } account ? new ChangeFilesStep(account) { At = at } : null,
        { ChatInstance: { } send } => new ChatInstanceStep(send.ChatInstanceId, send.Message, document.MessageId) { At = at },
        _ => Conversation(document) is { } conversation ? InConversation(document, conversation, at) : null,
    };

    private static ScenarioStep InConversation(StepDocument document, ScenarioConversation conversation, TimeSpan at) =>
        document.Close is { } by
            ? new CloseStep(conversation.Id, By(by)) { At = at }
            : CommandSteps.Of(document) is ({ } what, { } command)
            ? new CommandStep(conversation.Id, what, command) { At = at }
            : new SayStep(conversation.Id, Message(document, conversation)) { At = at };

    private ScenarioStep Server(StepDocument document, bool crash, TimeSpan at)
    {
        if (crash == _down)
        {
            problems.Error(document.Line, crash ? "the server is down already; restart it first" : "the server is running; crash it first");
        }
        _down = crash;
        return crash ? new CrashStep { At = at } : new RestartStep { At = at };
    }

    private ScenarioConversation? Conversation(StepDocument document)
    {
        if (document.In is null) return conversations[0];
        var found = conversations.FirstOrDefault(c => c.Id == document.In);
        if (found is null)
        {
            var advice = Nearest.Advice(document.In, [.. conversations.Select(c => c.Id)], "add it under 'conversations'");
            problems.Error(document.LineOf("in"), $"there is no conversation '{document.In}'; {advice}");
        }
        return found;
    }

    private static PublishMessage Message(StepDocument document, ScenarioConversation conversation) => new()
    {
        From = document.Agent is null
            ? new Participant { Id = document.As ?? conversation.Open.Consumer.Id, Role = Role.Consumer, Name = conversation.Open.Consumer.Name }
            : new Participant { Id = document.As ?? "agent-1", Role = Role.Agent },
        Text = document.Consumer ?? document.Agent,
        EventName = document.Event,
        ClientMessageId = document.MessageId,
        Audience = document.Private is true ? Audience.AgentsAndManagers : Audience.All,
    };

    private static CloseReason By(string word) => word switch
    {
        "consumer" => CloseReason.Consumer,
        "agent" => CloseReason.Agent,
        _ => CloseReason.System,
    };
}
