namespace Conversations.Tests.RealClients;

/// <summary>Holds a message against the time at which it was due.</summary>
internal static class Punctual
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan Stall = TimeSpan.FromMilliseconds(75);

    /// <summary>When the server says that it sent it.</summary>
    public static void Sent(Seen message, Seen question, double seconds) => Check("sent", message.Timestamp, message, question, seconds);

    /// <summary>When it came out of the client.</summary>
    public static void Arrived(Seen message, Seen question, double seconds) => Check("here", message.At, message, question, seconds);

    private static void Check(string what, DateTimeOffset at, Seen message, Seen question, double seconds)
    {
        var after = at - question.Timestamp;
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"'{message.Text}' was {what} {after.TotalMilliseconds:0} ms after the question was accepted; own timers up to {message.Lateness.TotalMilliseconds:0} ms late");
        var off = (after - TimeSpan.FromSeconds(seconds)).Duration();
        Assert.True(off <= Tolerance,
            $"'{message.Text}' was {what} {after.TotalMilliseconds:0} ms after the question was accepted, due was {seconds * 1000:0} ± {Tolerance.TotalMilliseconds:0} ms."
            + (message.Lateness > Stall ? $" The machine stalled: timers of the client were up to {message.Lateness.TotalMilliseconds:0} ms late. Repeat it on one that is less loaded." : ""));
    }
}
