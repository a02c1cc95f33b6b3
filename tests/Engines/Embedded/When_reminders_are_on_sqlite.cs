using Conversations.Silo.Engines.Embedded;
using Conversations.Tests.Journaling;

namespace Conversations.Tests.Engines.Embedded;

public sealed class When_reminders_are_on_sqlite : ReminderTableContract, IAsyncDisposable
{
    private readonly SqliteFolder _folder = new();

    public When_reminders_are_on_sqlite() => Table = new SqliteReminderTable(_folder.Open());

    private protected override IReminderTable Table { get; }

    private protected override async Task<IReminderTable> Reopened()
    {
        await _folder.CloseAll();
        return new SqliteReminderTable(_folder.Open());
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();
}
