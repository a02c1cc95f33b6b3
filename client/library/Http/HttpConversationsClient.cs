using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Conversations.Client.Http;

namespace Conversations.Client;

/// <summary><see cref="IConversationsClient"/> over the v1 HTTP surface.</summary>
public sealed class HttpConversationsClient : IConversationsClient
{
    private readonly HttpCalls _calls;
    private readonly ConversationsClientOptions _options;
    private readonly TimeProvider _time;

    /// <summary>A client of one account.</summary>
    /// <param name="http">Used as it is, apart from its time limit: that must not cut watches, so set it to infinite. It stays yours to dispose.</param>
    /// <param name="options">Where to and with which key; not to be changed afterwards.</param>
    /// <param name="time">What waits are measured by. Default: the system's clock.</param>
    /// <exception cref="ArgumentException">The options have faults; the message lists all of them.</exception>
    public HttpConversationsClient(HttpClient http, ConversationsClientOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Faults() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(' ', faults), nameof(options));
        }
        _options = options;
        _time = time ?? TimeProvider.System;
        _calls = new HttpCalls(http, options, _time);
    }

    /// <inheritdoc/>
    /// <remarks>Opening twice makes two conversations, so it is repeated only when nothing was opened for certain.</remarks>
    public async Task<ConversationView> Open(NewConversation conversation, CancellationToken cancellation = default)
    {
        Arguments.Check(conversation);
        var body = new OpenBody(
            conversation.Consumer, conversation.Bot, conversation.SkillId, conversation.Type, conversation.Language, conversation.Preview,
            Json(conversation.Sdes), Json(conversation.Event));
        var answer = await _calls.Send(
            () => _calls.Request(HttpMethod.Post, "conversations", body, WireJson.Relaxed.OpenBody),
            (response, ending) => HttpCalls.Answer(response, WireJson.Relaxed.ConversationAnswer, ending), repeatable: false, cancellation);
        return answer.ToView();
    }

    /// <inheritdoc/>
    public Task<PublishedMessage> Publish(string conversationId, NewMessage message, CancellationToken cancellation = default)
    {
        Arguments.Check(message);
        var body = new PublishBody(
            message.From, message.Text, Json(message.StructuredContent), Json(message.Metadata), message.EncodedMetadata, message.Audience,
            message.ClientMessageId ?? NewId());
        return _calls.Send(
            () => _calls.Request(HttpMethod.Post, Address(conversationId, "/messages"), body, WireJson.Relaxed.PublishBody),
            Published, repeatable: true, cancellation);
    }

    /// <inheritdoc/>
    public async Task<ConversationView> Read(string conversationId, CancellationToken cancellation = default)
    {
        var answer = await _calls.Send(
            () => _calls.Request(HttpMethod.Get, Address(conversationId)),
            (response, ending) => HttpCalls.Answer(response, WireJson.Relaxed.ConversationAnswer, ending), repeatable: true, cancellation);
        return answer.ToView();
    }

    /// <inheritdoc/>
    public async Task<MessageList> ReadMessages(
        string conversationId, long afterSeq = 0, int limit = 50, CancellationToken cancellation = default)
    {
        Arguments.CheckPage(afterSeq, limit);
        var answer = await _calls.Send(
            () => _calls.Request(HttpMethod.Get, Address(conversationId, $"/messages?after={afterSeq}&limit={limit}")),
            (response, ending) => HttpCalls.Answer(response, WireJson.Relaxed.MessagesAnswer, ending), repeatable: true, cancellation);
        return new MessageList
        {
            Messages = [.. answer.Messages.Select(m => m.ToMessage())],
            Next = answer.Next is { } next ? long.Parse(next, CultureInfo.InvariantCulture) : null,
        };
    }

    /// <inheritdoc/>
    public Task<ConversationList> List(ConversationFilter? filter = null, CancellationToken cancellation = default)
    {
        filter ??= new ConversationFilter();
        Arguments.CheckPage(0, filter.Limit);
        return _calls.Send(
            () => _calls.Request(HttpMethod.Get, $"conversations{ListQuery.Of(filter)}"),
            (response, ending) => HttpCalls.Answer(response, WireJson.Relaxed.ConversationList, ending), repeatable: true, cancellation);
    }

    /// <inheritdoc/>
    public async Task<ConversationView> Close(string conversationId, CloseReason by, CancellationToken cancellation = default)
    {
        var answer = await _calls.Send(
            () => _calls.Request(HttpMethod.Post, Address(conversationId, "/close"), new CloseBody(by), WireJson.Relaxed.CloseBody),
            (response, ending) => HttpCalls.Answer(response, WireJson.Relaxed.ConversationAnswer, ending), repeatable: true, cancellation);
        return answer.ToView();
    }

    /// <inheritdoc/>
    public Task Join(string conversationId, Participant participant, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(participant);
        return _calls.Send(
            () => _calls.Request(HttpMethod.Post, Address(conversationId, "/participants"), participant, WireJson.Relaxed.Participant),
            Done, repeatable: true, cancellation);
    }

    /// <inheritdoc/>
    public Task Leave(string conversationId, string participantId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(participantId);
        return _calls.Send(
            () => _calls.Request(HttpMethod.Delete, Address(conversationId, $"/participants/{Uri.EscapeDataString(participantId)}")),
            Done, repeatable: true, cancellation);
    }

    /// <inheritdoc/>
    public async Task<ConversationView> Accept(string conversationId, string agentId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(agentId);
        var answer = await _calls.Send(
            () => _calls.Request(HttpMethod.Post, Address(conversationId, "/accept"), new AcceptBody(agentId), WireJson.Relaxed.AcceptBody),
            (response, ending) => HttpCalls.Answer(response, WireJson.Relaxed.ConversationAnswer, ending), repeatable: true, cancellation);
        return answer.ToView();
    }

    /// <inheritdoc/>
    public async Task<ConversationView> ReturnToQueue(string conversationId, CancellationToken cancellation = default)
    {
        var answer = await _calls.Send(
            () => _calls.Request(HttpMethod.Post, Address(conversationId, "/return-to-queue")),
            (response, ending) => HttpCalls.Answer(response, WireJson.Relaxed.ConversationAnswer, ending), repeatable: false, cancellation);
        return answer.ToView();
    }

    /// <inheritdoc/>
    public async Task<ConversationView> Apply(
        string conversationId, ImmutableArray<CallbackCommand> commands, string? commandId = null, CancellationToken cancellation = default)
    {
        var address = Address(conversationId, $"/commands?commandId={Uri.EscapeDataString(commandId ?? NewId())}");
        var answer = await _calls.Send(
            () => _calls.Request(HttpMethod.Post, address, commands, WireJson.Relaxed.ImmutableArrayCallbackCommand),
            (response, ending) => HttpCalls.Answer(response, WireJson.Relaxed.ConversationAnswer, ending), repeatable: true, cancellation);
        return answer.ToView();
    }

    /// <inheritdoc/>
    public Task<AgentView> SetPresence(string agentId, AgentPresence state, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(agentId);
        return _calls.Send(
            () => _calls.Request(HttpMethod.Put, $"agents/{Uri.EscapeDataString(agentId)}/presence", new PresenceBody(state), WireJson.Relaxed.PresenceBody),
            (response, ending) => HttpCalls.Answer(response, WireJson.Relaxed.AgentView, ending), repeatable: true, cancellation);
    }

    /// <inheritdoc/>
    public Task<PublishedMessage> SendToChatInstance(
        string chatInstanceId, string message, string? clientMessageId = null, CancellationToken cancellation = default)
    {
        Arguments.CheckChatInstance(chatInstanceId, message);
        Arguments.CheckId(chatInstanceId);
        var body = new ChatInstanceBody(message, clientMessageId ?? NewId());
        return _calls.Send(
            () => _calls.Request(HttpMethod.Post, $"chat-instances/{chatInstanceId}/messages", body, WireJson.Relaxed.ChatInstanceBody),
            Published, repeatable: true, cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> WatchEvents(
        string conversationId, long afterVersion = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterVersion);
        return new EventWatch(_calls, Address(conversationId, "/events"), _options.SilenceLimit, _time).Run(afterVersion, cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<Message> WatchMessages(
        string conversationId, long afterSeq = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterSeq);
        return MessageWatch.Watch(this, conversationId, afterSeq, cancellation);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<ConfigurationFault>> CheckConfiguration(
        IReadOnlyDictionary<string, string> files, CancellationToken cancellation = default)
    {
        Arguments.Check(files);
        return _calls.Send(
            () => _calls.Request(HttpMethod.Post, "configuration/check", new CheckBody(files), WireJson.Relaxed.CheckBody),
            async (response, ending) => await ProblemReader.Configuration(response, ending)
                ?? (await HttpCalls.Answer(response, WireJson.Relaxed.CheckAnswer, ending)).Problems ?? [],
            repeatable: true, cancellation);
    }

    private static string Address(string conversationId, string rest = "")
    {
        Arguments.CheckId(conversationId);
        return $"conversations/{conversationId}{rest}";
    }

    private static async Task<PublishedMessage> Published(HttpResponseMessage response, CancellationToken cancellation)
    {
        var answer = await HttpCalls.Answer(response, WireJson.Relaxed.PublishedAnswer, cancellation);
        return new PublishedMessage
        {
            Seq = answer.Seq, Ignored = answer.Ignored, Repeated = response.StatusCode == HttpStatusCode.OK,
        };
    }

    private static async Task<bool> Done(HttpResponseMessage response, CancellationToken cancellation)
    {
        await HttpCalls.ThrowUnlessSuccess(response, cancellation);
        return true;
    }

    private string NewId() => Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
