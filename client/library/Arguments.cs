using System.Text.Json;

namespace Conversations.Client;

/// <summary>Checks that both implementations make before anything is sent, so that they refuse alike.</summary>
internal static class Arguments
{
    private const int LongestId = 100;

    /// <summary>An id that no conversation can have is answered like one that none has; it never becomes part of an address.</summary>
    public static void CheckId(string conversationId)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        var possible = conversationId.Length is > 0 and <= LongestId && conversationId.Trim('.').Length > 0
            && conversationId.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
        if (!possible)
        {
            throw UnknownConversation(conversationId);
        }
    }

    public static void CheckPage(long after, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 200);
    }

    public static void Check(NewConversation conversation)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        CheckJson("sdes", conversation.Sdes);
        CheckJson("event", conversation.Event);
    }

    public static void Check(NewMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (string.IsNullOrWhiteSpace(message.Text) && message.StructuredContent is null)
        {
            throw Missing("text", "give 'text' or 'structuredContent'");
        }
        CheckJson("structuredContent", message.StructuredContent);
        CheckJson("metadata", message.Metadata);
    }

    public static void CheckChatInstance(string chatInstanceId, string message)
    {
        if (string.IsNullOrWhiteSpace(chatInstanceId))
        {
            throw Missing("chatInstanceId", "give the id of the chat instance");
        }
        if (string.IsNullOrWhiteSpace(message))
        {
            throw Missing("message", "give what is to be said");
        }
    }

    public static void Check(IReadOnlyDictionary<string, string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count == 0)
        {
            throw Missing("files", "give at least account.yaml");
        }
    }

    public static ConversationsException UnknownConversation(string id) =>
        new(RefusalCodes.UnknownConversation, $"There is no conversation '{id}' in this account.");

    public static ConversationsException UnknownAgent(string id) =>
        new(RefusalCodes.UnknownAgent, $"There is no agent '{id}' in this account.");

    private static ConversationsException Missing(string field, string advice) =>
        new(RefusalCodes.MissingField, $"'{field}' is missing; {advice}.");

    private static void CheckJson(string field, string? json)
    {
        if (json is null)
        {
            return;
        }
        try
        {
            using var document = JsonDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new ConversationsException(RefusalCodes.InvalidField, $"'{field}' is no JSON: {e.Message}", innerException: e);
        }
    }
}
