using Conversations.Silo.Storage;

namespace Conversations.Tests.Journaling;

public class When_a_journal_is_named
{
    [Theory]
    [InlineData("Host=db.example;Database=talks;Username=ann;Password=x")]
    [InlineData("server=db.example;database=talks")]
    [InlineData("Host=a;Search Path=talks")]
    public void a_server_means_PostgreSQL(string connectionString)
    {
        JournalRegistration.Check(connectionString);
        Assert.True(JournalRegistration.IsPostgres(connectionString));
    }

    [Theory, InlineData("Data Source=./data/conversations.db"), InlineData("DataSource=x.db"), InlineData("Filename=x.db")]
    public void a_file_means_SQLite(string connectionString)
    {
        JournalRegistration.Check(connectionString);
        Assert.False(JournalRegistration.IsPostgres(connectionString));
    }

    [Theory]
    [InlineData("", "names neither a server nor a file")]
    [InlineData("s3cr3t", "is no connection string")]
    [InlineData("Password=s3cr3t;=", "is no connection string")]
    [InlineData("Hots=x;Password=s3cr3t", "keyword 'hots' is not supported")]
    [InlineData("Host=x;Port=s3cr3t", "is no PostgreSQL connection string")]
    [InlineData("Host=x;Databse=y;Password=s3cr3t", "is no PostgreSQL connection string")]
    [InlineData("Host=x;Search Path=a,b;Password=s3cr3t", "Search Path is 'a,b'")]
    [InlineData("Host=x;Search Path=pg_catalog", "Search Path is 'pg_catalog'")]
    public void anything_else_is_refused_without_repeating_it(string connectionString, string because)
    {
        var fault = Assert.Throws<JournalCannotOpenException>(() => JournalRegistration.Check(connectionString));
        Assert.Contains(because, fault.Message, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("s3cr3t", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", fault.Message, StringComparison.Ordinal);
    }
}
