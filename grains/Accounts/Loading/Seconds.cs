namespace Conversations.Accounts.Loading;

/// <summary>Seconds as they are written.</summary>
internal static class Seconds
{
    /// <summary>Exact to the millisecond.</summary>
    public static TimeSpan ToTime(decimal seconds) => TimeSpan.FromMilliseconds((double)decimal.Round(seconds * 1000));
}
