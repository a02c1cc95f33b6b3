using System.Text.Json.Nodes;
using Conversations.Accounts;
using Conversations.Bots;
using Conversations.Flows;

namespace Conversations.Cli.BotCheck.Running;

/// <summary>The conversation that the bot is told of: its ids, its people, and what a server would send in it.</summary>
internal sealed class CheckConversation(CheckSettings settings, string serviceUrl, TimeProvider time)
{
    private const string BotId = "checked-bot";
    private const string ChannelId = "directline";
    private static readonly Consumer Consumer = new() { Id = "bot-check-consumer", Name = "Consumer" };

    private long _seq;

    public ConversationKey Key { get; } = new("bot-check", Guid.NewGuid().ToString("N"));

    public string StartId => ActivityIds.OfWelcome(Key.Conversation, 1);

    public string NextMessageId() => ActivityIds.OfMessage(Key.Conversation, ++_seq);

    public static JsonObject[] Members() =>
    [
        new() { ["id"] = Consumer.Id, ["name"] = Consumer.Name, ["role"] = "user" },
        new() { ["id"] = BotId, ["name"] = BotId, ["role"] = "bot" },
    ];

    /// <summary>The activity as a server would write it.</summary>
    public string Compose(SentRequest request, BotRequestKind kind)
    {
        var now = time.GetUtcNow();
        var told = new BotRequest
        {
            Key = request.ActivityId, Turn = 1, StartedAt = now, Bot = BotId, ActivityId = request.ActivityId, Kind = kind,
            Text = kind == BotRequestKind.Message ? request.Text : null,
            EventName = kind == BotRequestKind.Event ? request.Text : null,
            AnswerBy = now + settings.Timeout,
        };
        var call = new BotCall
        {
            Conversation = Key, Account = Account.Unknown(Key.Account), Bot = Bot(), Request = told, Timeout = settings.Timeout,
            Facts = new BotFacts { Consumer = Consumer, Type = settings.Type, Language = "en" },
        };
        return BotActivityComposer.Compose(call, new BotAddressing(Key.Conversation, ChannelId, serviceUrl, BotId, request.ExpectReplies));
    }

    private Bot Bot() => new()
    {
        Name = BotId,
        FailureText = LocalizedText.Of("It failed."),
        Connector = new BotConnector
        {
            Kind = BotConnectorKind.BotFramework, Endpoint = settings.Endpoint.AbsoluteUri, Timeout = settings.Timeout, ExpectReplies = settings.ExpectReplies,
        },
    };
}
