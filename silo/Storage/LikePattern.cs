namespace Conversations.Silo.Storage;

internal static class LikePattern
{
    /// <summary>Matches whatever holds this text as it is, with <c>\</c> as the escape character.</summary>
    public static string Containing(string text) =>
        $"%{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
}
