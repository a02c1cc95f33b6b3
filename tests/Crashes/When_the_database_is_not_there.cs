using Conversations.Client;
using Conversations.Tests.Servers;

namespace Conversations.Tests.Crashes;

/// <summary>A server whose journal is on PostgreSQL waits for it, or says in one sentence why it does not start.</summary>
[Collection(RealProcesses.Name), Trait("Category", "Process")]
public sealed class When_the_database_is_not_there : IAsyncLifetime
{
    private readonly SiloFolder _folder = new();
    private PostgresServer _postgres = null!;

    public async ValueTask InitializeAsync() => _postgres = await PostgresServer.StartOrSkip();

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    [Fact]
    public async Task a_server_that_is_started_first_waits_for_its_database()
    {
        var database = await _postgres.MakeDatabase();
        await _postgres.Stop();
        await using var silo = await SiloProcess.Start(
            _folder, "can't be used yet (Connection refused); waiting for up to 30 s", _postgres.StartAgain, $"--Journal:ConnectionString={database}");
        await silo.Client().Open(NewConversation.With("ann"));
    }

    [Fact]
    public async Task a_database_that_nobody_made_is_named_without_the_password()
    {
        var errors = await Refused(_postgres.ConnectionString("nowhere") + ";Password=s3cr3t");
        Assert.Contains("database \"nowhere\" does not exist; correct Journal:ConnectionString", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task a_connection_string_with_a_wrong_word_is_named_without_the_password()
    {
        var errors = await Refused("Hots=127.0.0.1;Password=s3cr3t");
        Assert.Contains("keyword 'hots' is not supported", errors, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task a_second_process_on_the_same_database_is_refused_and_the_first_goes_on()
    {
        Assert.SkipWhen(Silo.Engines.Engine.HasCluster, "Silos of the Orleans engine share a database.");
        var database = await _postgres.MakeDatabase();
        await using var first = await SiloProcess.Start(_folder, 0, $"--Journal:ConnectionString={database}");
        Assert.Contains("is in use by another server of the embedded engine", await Refused(database), StringComparison.Ordinal);
        await first.Client().Open(NewConversation.With("ann"));
        Assert.Equal(0, await first.Stop(TimeSpan.FromSeconds(40)));
    }

    private async Task<string> Refused(string connectionString)
    {
        var (code, errors) = await SiloProcess.Refuse(_folder, [$"--Journal:ConnectionString={connectionString}"]);
        Assert.StartsWith("Conversations did not start: ", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', errors);
        Assert.EndsWith(".", errors, StringComparison.Ordinal);
        Assert.Equal(1, code);
        return errors;
    }
}
