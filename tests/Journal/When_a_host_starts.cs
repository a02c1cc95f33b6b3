using Conversations.Journal;
using Conversations.Silo.Storage;
using Conversations.Silo.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using static Conversations.Tests.Journaling.JournalFixtures;

namespace Conversations.Tests.Journaling;

public sealed class When_a_host_starts : IAsyncDisposable
{
    private readonly SqliteFolder _folder = new();

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    [Fact]
    public async Task a_file_that_can_not_be_used_stops_it()
    {
        await File.WriteAllTextAsync(_folder.File(), new string('x', 10_000));
        using var host = Host();
        await Assert.ThrowsAsync<JournalCannotOpenException>(() => host.StartAsync());
    }

    [Fact]
    public async Task the_journal_is_ready_and_closed_with_the_host()
    {
        using (var host = Host())
        {
            await host.StartAsync();
            await host.Services.GetRequiredService<IConversationJournal>().Append(Append("a", 0, "one"));
            await host.StopAsync();
        }
        Assert.NotNull(await new SqliteConversationJournal(_folder.Open()).Load(Key("a")));
    }

    private IHost Host()
    {
        var builder = new HostApplicationBuilder();
        builder.Services.AddSqliteJournal($"Data Source={_folder.File()}");
        return builder.Build();
    }
}
