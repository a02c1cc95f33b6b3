using System.Collections.Immutable;
using Conversations.Client.Grains;

namespace Conversations.Client;

/// <summary><see cref="IConversationsClient"/> on grain references, in the host's process or as an Orleans client of it.</summary>
/// <remarks>No key is asked for: whoever reaches the grains may do everything in every account.</remarks>
public sealed class GrainConversationsClient : IConversationsClient
{
    private readonly IGrainFactory _grains;
    private readonly string _account;
    private readonly ClusterChanges _cluster;
    private readonly TimeProvider _time;
    private readonly GrainCalls _calls;

    /// <summary>A client of one account.</summary>
    /// <param name="grains">Where grain references come from.</param>
    /// <param name="account">The account's id.</param>
    /// <param name="time">What waits are measured by. Default: the system's clock.</param>
    public GrainConversationsClient(IGrainFactory grains, string account, TimeProvider? time = null) : this(grains, account, new(), time)
    {
    }

    internal GrainConversationsClient(IGrainFactory grains, string account, ClusterChanges cluster, TimeProvider? time)
    {
        ArgumentNullException.ThrowIfNull(grains);
        ArgumentException.ThrowIfNullOrWhiteSpace(account);
        _grains = grains;
        _account = account;
        _cluster = cluster;
        _time = time ?? TimeProvider.System;
        _calls = new GrainCalls(cluster, _time);
    }

    /// <inheritdoc/>
    public async Task<ConversationView> Open(NewConversation conversation, CancellationToken cancellation = default)
    {
        Arguments.Check(conversation);
        var id = NewId();
        var command = new OpenConversation
        {
            Consumer = conversation.Consumer,
            Bot = conversation.Bot,
            SkillId = conversation.SkillId,
            Type = conversation.Type,
            Language = conversation.Language,
            Preview = conversation.Preview,
            Sdes = conversation.Sdes,
            Event = conversation.Event,
        };
        await _calls.Tell(() => Grain(id).Open(command), cancellation);
        return await Read(id, cancellation);
    }

    /// <inheritdoc/>
    public Task<PublishedMessage> Publish(string conversationId, NewMessage message, CancellationToken cancellation = default)
    {
        Arguments.Check(message);
        return Publish(conversationId, new PublishMessage
        {
            From = message.From,
            Text = message.Text,
            StructuredContent = message.StructuredContent,
            Metadata = message.Metadata,
            EncodedMetadata = message.EncodedMetadata,
            Audience = message.Audience,
            ClientMessageId = message.ClientMessageId ?? NewId(),
        }, cancellation);
    }

    /// <inheritdoc/>
    public async Task<ConversationView> Read(string conversationId, CancellationToken cancellation = default)
    {
        var grain = Grain(conversationId);
        return await _calls.Ask(grain.Read, cancellation) ?? throw Arguments.UnknownConversation(conversationId);
    }

    /// <inheritdoc/>
    public async Task<MessageList> ReadMessages(
        string conversationId, long afterSeq = 0, int limit = 50, CancellationToken cancellation = default)
    {
        Arguments.CheckPage(afterSeq, limit);
        var grain = Grain(conversationId);
        var page = await _calls.Ask(() => grain.ReadMessages(afterSeq, limit), cancellation);
        return new MessageList
        {
            Messages = page.Exists ? page.Messages : throw Arguments.UnknownConversation(conversationId),
            Next = page.Messages is [.., var last] && last.Seq < page.LastSeq ? last.Seq : null,
        };
    }

    /// <inheritdoc/>
    public async Task<ConversationList> List(ConversationFilter? filter = null, CancellationToken cancellation = default)
    {
        filter ??= new ConversationFilter();
        Arguments.CheckPage(0, filter.Limit);
        try
        {
            return await _calls.Ask(() => Account.List(filter), cancellation);
        }
        catch (FormatException e)
        {
            throw new ConversationsException(RefusalCodes.InvalidField, "'cursor' must be the 'next' of an earlier page.", null, e);
        }
    }

    /// <inheritdoc/>
    public async Task<ConversationView> Close(string conversationId, CloseReason by, CancellationToken cancellation = default)
    {
        var grain = Grain(conversationId);
        await _calls.Tell(() => grain.Close(new CloseConversation { By = by }), cancellation);
        return await Read(conversationId, cancellation);
    }

    /// <inheritdoc/>
    public Task Join(string conversationId, Participant participant, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(participant);
        var grain = Grain(conversationId);
        return _calls.Tell(() => grain.Join(new AddParticipant { Participant = participant }), cancellation);
    }

    /// <inheritdoc/>
    public Task Leave(string conversationId, string participantId, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(participantId);
        var grain = Grain(conversationId);
        return _calls.Tell(() => grain.Leave(new RemoveParticipant { ParticipantId = participantId }), cancellation);
    }

    /// <inheritdoc/>
    public async Task<ConversationView> Accept(string conversationId, string agentId, CancellationToken cancellation = default)
    {
        Arguments.CheckId(conversationId);
        var agent = Agent(agentId);
        await _calls.Tell(() => agent.Accept(conversationId), cancellation);
        return await Read(conversationId, cancellation);
    }

    /// <inheritdoc/>
    public async Task<ConversationView> ReturnToQueue(string conversationId, CancellationToken cancellation = default)
    {
        var grain = Grain(conversationId);
        await _calls.TellOnce(() => grain.ReturnToQueue(new ReturnToQueue()), cancellation);
        return await Read(conversationId, cancellation);
    }

    /// <inheritdoc/>
    public async Task<ConversationView> Apply(
        string conversationId, ImmutableArray<CallbackCommand> commands, string? commandId = null, CancellationToken cancellation = default)
    {
        var grain = Grain(conversationId);
        var command = new ApplyCommands { Commands = commands, CommandId = commandId ?? NewId() };
        await _calls.Tell(() => grain.Apply(command), cancellation);
        return await Read(conversationId, cancellation);
    }

    /// <inheritdoc/>
    public async Task<AgentView> SetPresence(string agentId, AgentPresence state, CancellationToken cancellation = default)
    {
        var agent = Agent(agentId);
        return await _calls.Ask(() => agent.SetPresence(state), cancellation) ?? throw Arguments.UnknownAgent(agentId);
    }

    /// <inheritdoc/>
    public Task<PublishedMessage> SendToChatInstance(
        string chatInstanceId, string message, string? clientMessageId = null, CancellationToken cancellation = default)
    {
        Arguments.CheckChatInstance(chatInstanceId, message);
        return Publish(chatInstanceId, new PublishMessage
        {
            From = new Participant { Id = "system", Role = Role.System },
            Text = message,
            ClientMessageId = clientMessageId ?? NewId(),
        }, cancellation);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<RecordedEvent> WatchEvents(
        string conversationId, long afterVersion = 0, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(afterVersion);
        return new EventSubscription(_grains, Grain(conversationId), conversationId, _cluster, _calls, _time).Run(afterVersion, cancellation);
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
        var copy = files.ToImmutableDictionary();
        return _calls.Ask(() => Account.Check(copy), cancellation);
    }

    private IAccountGrain Account => _grains.GetGrain<IAccountGrain>(_account);

    private IAgentGrain Agent(string agentId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(agentId);
        return _grains.GetGrain<IAgentGrain>($"{_account}/{agentId}");
    }

    private IConversationGrain Grain(string conversationId)
    {
        Arguments.CheckId(conversationId);
        return _grains.GetGrain<IConversationGrain>(new ConversationKey(_account, conversationId).ToString());
    }

    private async Task<PublishedMessage> Publish(string conversationId, PublishMessage command, CancellationToken cancellation)
    {
        var grain = Grain(conversationId);
        var receipt = await _calls.Tell(() => grain.Publish(command), cancellation);
        return new PublishedMessage { Seq = receipt.Seq, Ignored = receipt.Ignored && !receipt.Repeated, Repeated = receipt.Repeated };
    }

    private string NewId() => Guid.CreateVersion7(_time.GetUtcNow()).ToString("N");
}
