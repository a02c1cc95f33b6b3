namespace Conversations.Routing;

/// <summary>The key of a grain that stands for something of an account: <c>{account}/{id}</c>.</summary>
internal readonly record struct RoutingKey(string Account, string Id)
{
    /// <exception cref="FormatException">There is no slash, or nothing on one side of it.</exception>
    public static RoutingKey Of(IGrainWithStringKey grain)
    {
        var (account, id) = ConversationKey.Parse(grain.GetPrimaryKeyString());
        return new(account, id);
    }

    public static string Text(string account, string id) => $"{account}/{id}";
}
