namespace Conversations.Bots;

/// <summary>How well a third-party bot does, and whether it is asked. Pure; it begins anew with each activation of the bot's grain.</summary>
internal sealed record BotHealth
{
    /// <summary>So many failures in a row, and the bot rests.</summary>
    public const int MostFailures = 5;
    /// <summary>How often one request tries whether the bot is back.</summary>
    public static readonly TimeSpan ProbeEvery = TimeSpan.FromMinutes(1);

    public static BotHealth Well { get; } = new();

    /// <summary><see cref="BotFaults.VendorInterruption"/> or <see cref="BotFaults.ServiceInterruption"/>; null for none.</summary>
    public string? Interruption { get; init; }
    public string? Detail { get; init; }
    public DateTimeOffset? Since { get; init; }
    public int Failures { get; init; }
    /// <summary>When the next request is let through although it is interrupted.</summary>
    public DateTimeOffset NextProbe { get; init; }

    public BotState State => Interruption switch
    {
        null => BotState.Online,
        BotFaults.VendorInterruption => BotState.VendorInterruption,
        _ => BotState.ServiceInterruption,
    };

    /// <summary>A request asks to be let through at <paramref name="now"/>; null when it is not.</summary>
    /// <remarks>The one that tries is one that needs an answer: with others a bot that is silent would seem to be back, or never be tried.</remarks>
    public BotHealth? Admit(DateTimeOffset now, bool needsAnswer = true) =>
        Interruption is null ? this : now < NextProbe || !needsAnswer ? null : this with { NextProbe = now + ProbeEvery };

    /// <summary>What came of a request was told at <paramref name="now"/>.</summary>
    public BotHealth After(BotReport report, DateTimeOffset now) => report.Fault switch
    {
        BotFaults.ServiceInterruption => Interrupt(BotFaults.ServiceInterruption, report.Detail, now) with { Failures = Failures + 1 },
        BotFaults.TimedOut or BotFaults.BotError => Fail(report.Detail, now),
        // It answered, be it nonsense.
        _ => Well,
    };

    private BotHealth Fail(string? detail, DateTimeOffset now)
    {
        var next = this with { Failures = Failures + 1 };
        return next.Failures < MostFailures || Interruption is BotFaults.ServiceInterruption
            ? next
            : next.Interrupt(BotFaults.VendorInterruption, $"{next.Failures} requests in a row failed, the last one so: {detail}", now);
    }

    // Requests that were on their way when it began put nothing off.
    private BotHealth Interrupt(string why, string? detail, DateTimeOffset now) => Interruption == why
        ? this with { Detail = detail }
        : this with { Interruption = why, Detail = detail, Since = now, NextProbe = now + ProbeEvery };
}
