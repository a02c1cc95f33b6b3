namespace Conversations.Silo.Hosting;

/// <summary>Where conversations are kept.</summary>
internal sealed class JournalOptions
{
    public const string Section = "Journal";

    /// <summary>
    /// Of a PostgreSQL database (<c>Host=...;Database=...</c>) or an SQLite file (<c>Data Source=...</c>). Default: a file below the
    /// folder where the server is started.
    /// </summary>
    public string ConnectionString { get; set; } = "Data Source=./data/conversations.db";

    /// <summary>Whether it names a server, which several processes can use, and not a file.</summary>
    public bool IsShared => Storage.JournalRegistration.IsPostgres(ConnectionString);
}
