using Conversations.Embedded;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Hosting;

/// <summary>Turns reminders on. The embedded engine always has them; the call is there so that a host reads the same.</summary>
public static class SiloBuilderReminderExtensions
{
    /// <summary>Says that grains have reminders; register an <see cref="IReminderTable"/> beside it.</summary>
    public static ISiloBuilder AddReminders(this ISiloBuilder builder) => builder;
}

/// <summary>Reminders that end with the process.</summary>
public static class SiloBuilderReminderMemoryExtensions
{
    /// <summary>Keeps reminders in memory.</summary>
    public static ISiloBuilder UseInMemoryReminderService(this ISiloBuilder builder) =>
        builder.ConfigureServices(static services => services.AddSingleton<IReminderTable, InMemoryReminderTable>());
}
