namespace Conversations.Silo.Http;

/// <summary>Where new conversation ids come from.</summary>
internal interface IConversationIds
{
    string Next();
}

/// <summary>Ids that grow with time, so that a conversation's rows lie together on disk.</summary>
internal sealed class TimeOrderedIds(TimeProvider time) : IConversationIds
{
    public string Next() => Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
}

/// <summary>What an id in an address must look like before anything is asked about it.</summary>
internal static class ConversationIds
{
    private const int Longest = 100;

    public static bool IsPossible(string id) =>
        id.Length is > 0 and <= Longest && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');
}
