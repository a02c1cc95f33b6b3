using System.Globalization;
using System.Text.RegularExpressions;
using Conversations.Tests.Servers;
using Npgsql;

namespace Conversations.Bench;

/// <summary>What PostgreSQL's own load generator measures of one durable row after the other.</summary>
internal static partial class PgBench
{
    private const string Table = "CREATE TABLE IF NOT EXISTS one_row (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, events bytea NOT NULL)";
    private const string Insert = "INSERT INTO one_row (events) VALUES (decode(repeat('ab', 600), 'hex'));";

    /// <summary>Commits a second of as many clients, each with one row of 600 bytes at a time and its statement prepared.</summary>
    public static async Task<double> CommitOneRow(string connectionString, int clients, TimeSpan span)
    {
        await PostgresServer.Execute(connectionString, Table);
        var script = Path.Combine(Path.GetTempPath(), $"one-row-{Guid.NewGuid():N}.sql");
        await File.WriteAllTextAsync(script, Insert);
        try
        {
            var to = new NpgsqlConnectionStringBuilder(connectionString);
            var said = await PostgresPrograms.Ask(
                "pgbench", "-n", "-M", "prepared", "-c", $"{clients}", "-j", "1", "-T", $"{span.TotalSeconds:0}", "-f", script,
                "-h", to.Host!, "-p", $"{to.Port}", "-U", to.Username!, to.Database!);
            var rate = double.Parse(Rate().Match(said).Groups[1].Value, CultureInfo.InvariantCulture);
            Console.WriteLine($"{$"pgbench, one row a commit, clients: {clients}",-44}{rate,10:N0}{clients / rate * 1e6,11:N0} (mean)");
            return rate;
        }
        finally
        {
            File.Delete(script);
        }
    }

    [GeneratedRegex(@"tps = ([0-9.]+) \(without")]
    private static partial Regex Rate();
}
