using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace Conversations.Accounts.Schema;

[DisplayName("the working hours")]
[Description("When people work: shifts of a week by the wall clocks of a time zone, without the holidays.")]
public sealed record WorkingHoursDocument : Document
{
    [Description("An IANA time zone, such as Europe/Berlin.")]
    [RegularExpression(Patterns.TimeZone, ErrorMessage = Patterns.TimeZoneAdvice)]
    public string? TimeZone { get; init; }

    [Description("The shifts of a week. Default: day and night.")]
    public IReadOnlyList<ShiftDocument>? Shifts { get; init; }

    [Description("Days on which nobody works, as in 2026-12-25.")]
    [RegularExpression(Patterns.Date, ErrorMessage = Patterns.DateAdvice)]
    public IReadOnlyList<string>? Holidays { get; init; }
}

[DisplayName("a shift")]
[Description("A shift on some days of the week. One that ends at or before its start ends on the next day.")]
public sealed record ShiftDocument : Document
{
    [Description("The days on which it starts.")]
    [Required, MinLength(1), AllowedValues("mon", "tue", "wed", "thu", "fri", "sat", "sun")]
    public IReadOnlyList<string>? Days { get; init; }

    [Description("When it starts: local time, 00:00 to 23:59.")]
    [Required, RegularExpression(Patterns.LocalTime, ErrorMessage = Patterns.LocalTimeAdvice)]
    public string? From { get; init; }

    [Description("When it ends, itself not included: local time, 00:00 to 24:00.")]
    [Required, RegularExpression(Patterns.LocalTimeOrEnd, ErrorMessage = Patterns.LocalTimeAdvice)]
    public string? To { get; init; }
}
