namespace Conversations;

/// <summary>An account and a conversation in it; as text <c>{account}/{conversation}</c>, the grain key.</summary>
/// <param name="Account">The account id.</param>
/// <param name="Conversation">The conversation id.</param>
public readonly record struct ConversationKey(string Account, string Conversation)
{
    /// <summary>Reads <c>{account}/{conversation}</c>.</summary>
    /// <exception cref="FormatException">There is no slash, or nothing on one side of it.</exception>
    public static ConversationKey Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < key.Length - 1
            ? new(key[..slash], key[(slash + 1)..])
            : throw new FormatException($"'{key}' is no conversation key; give '{{account}}/{{conversation}}'.");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Account}/{Conversation}";
}
