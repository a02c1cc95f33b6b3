using System.Collections.Immutable;
using Conversations.Accounts.Schema;
using Conversations.Bots;
using Conversations.Flows;

namespace Conversations.Accounts.Loading;

/// <summary>Connectors to third-party bots. What belongs to one kind alone is an error with the other.</summary>
internal sealed class ConnectorBuilder(AccountScope scope, TextBuilder texts, FileProblems problems)
{
    private readonly BotIdentityBuilder _identities = new(scope, problems);

    public BotConnector Build(ConnectorDocument document)
    {
        CheckKind(document);
        CheckEndpoint(document);
        SecretReference.Check(document, "secret", document.Secret, scope, problems);
        var timeout = Seconds.ToTime(document.TimeoutSeconds ?? 15);
        var defaults = new BotConnector { Kind = KindOf(document.Kind), Endpoint = document.Endpoint ?? "" };
        return defaults with
        {
            Endpoint = defaults.Endpoint.TrimEnd('/'),
            Secret = document.Secret,
            WebSocket = document.Transport is not "polling",
            MultipleActivities = TimeSpan.FromMilliseconds(document.MultipleActivitiesMs ?? 0),
            Identity = document.Identity is { } identity ? _identities.Build(identity) : null,
            ExpectReplies = document.ExpectReplies ?? false,
            Timeout = timeout,
            Retries = document.Retries ?? defaults.Retries,
            LateAnswers = LateAnswersOf(document.LateAnswers),
            Proactive = document.Proactive ?? false,
            EngagementAttributes = document.EngagementAttributes ?? false,
            Welcome = document.Welcome ?? true,
            WelcomeAfterTransfer = document.WelcomeAfterTransfer ?? false,
            Combine = document.CombineMessages is { } combine ? Build(combine) : null,
            Escalation = document.Escalation is { } escalation ? Build(escalation) : null,
            ProactiveMessages = BuildProactive(document, timeout),
            ConversationLimit = document.ConversationLimit ?? defaults.ConversationLimit,
        };
    }

    private void CheckKind(ConnectorDocument document)
    {
        (string Key, bool Given, string Kind)[] own =
        [
            ("secret", document.Secret is not null, "directline"), ("transport", document.Transport is not null, "directline"),
            ("multipleActivitiesMs", document.MultipleActivitiesMs is not null, "directline"),
            ("expectReplies", document.ExpectReplies is not null, "botframework"), ("identity", document.Identity is not null, "botframework"),
        ];
        foreach (var (key, _, kind) in own.Where(o => o.Given && KindOf(document.Kind) is not BotConnectorKind.Unspecified && o.Kind != document.Kind))
        {
            problems.Error(document.LineOf(key), $"'{key}' belongs to 'kind: {kind}' and means nothing with 'kind: {document.Kind}'; remove it");
        }
    }

    private void CheckEndpoint(ConnectorDocument document)
    {
        if (document.Endpoint is not { Length: > 0 } endpoint)
        {
            return;
        }

        var fault = AllowedUrls.FaultOfFixed(endpoint, scope.AllowedHosts)
            ?? (document.Kind is "directline" && endpoint.AsSpan().IndexOfAny('?', '#') >= 0
                ? "a Direct Line domain is an address that paths are added to; leave out what begins with '?' or '#'"
                : null);
        if (fault is not null)
        {
            problems.Error(document.LineOf("endpoint"), fault);
        }
    }

    private static CombineMessages Build(CombineMessagesDocument combine) => new()
    {
        MaxMessages = combine.MaxMessages ?? 2,
        Within = Seconds.ToTime(combine.Seconds ?? 1),
        AfterTyping = combine.SecondsAfterTyping is { } seconds ? Seconds.ToTime(seconds) : null,
    };

    private EscalationRules Build(EscalationDocument escalation)
    {
        scope.CheckSkill(escalation.Skill, escalation.LineOf("skill"), problems);
        return new()
        {
            SkillId = escalation.Skill ?? "",
            ToConsumer = TextOf(escalation.ToConsumer),
            ToAgent = TextOf(escalation.ToAgent),
            TransferFailed = TextOf(escalation.TransferFailed),
        };
    }

    private ImmutableArray<ProactiveMessage> BuildProactive(ConnectorDocument document, TimeSpan timeout)
    {
        var messages = document.ProactiveMessages ?? [];
        foreach (var message in messages.Where(m => m.TriggerTimeSeconds is { } seconds && TimeSpan.FromSeconds(seconds) >= timeout))
        {
            problems.Warning(
                message.LineOf("triggerTimeSeconds"),
                $"the message at {message.TriggerTimeSeconds} s is never sent, because the bot's time is over after {timeout.TotalSeconds:0.###} s; raise 'timeoutSeconds', or send it earlier");
        }

        return new ProactiveBuilder(texts, problems).Build(messages);
    }

    private LocalizedText? TextOf(TextDocument? text) => text is null ? null : texts.Build(text);

    private static BotConnectorKind KindOf(string? kind) => kind switch
    {
        "directline" => BotConnectorKind.DirectLine,
        "botframework" => BotConnectorKind.BotFramework,
        _ => BotConnectorKind.Unspecified,
    };

    private static LateAnswers LateAnswersOf(string? word) => word switch
    {
        "private" => LateAnswers.Private,
        "drop" => LateAnswers.Drop,
        _ => LateAnswers.Deliver,
    };
}
