namespace Conversations.Silo.Storage.Sqlite;

/// <summary>The schema, as numbered steps. A published step is never changed; a change is a new step.</summary>
internal static class SqliteMigrations
{
    /// <summary>"Conv": tells a file of this service from any other SQLite file.</summary>
    public const int ApplicationId = 0x436f6e76;

    public static readonly IReadOnlyList<(int Number, string Name, string Sql)> All =
    [
        (1, "journal", Journal),
        (2, "reminders", Reminders),
    ];

    public static int Newest => All[^1].Number;

    // appends: one row per append, found from its conversation's row and from the append after it, so no index is kept on it.
    // conversations: version and last_append change with every append and stand in no index.
    private const string Journal = """
        CREATE TABLE appends (
            id INTEGER PRIMARY KEY,
            conversation INTEGER NOT NULL,
            previous INTEGER,
            version INTEGER NOT NULL,
            count INTEGER NOT NULL,
            events BLOB NOT NULL,
            snapshot BLOB
        );
        CREATE TABLE conversations (
            id INTEGER PRIMARY KEY,
            version INTEGER NOT NULL,
            last_append INTEGER NOT NULL,
            account TEXT NOT NULL,
            conversation TEXT NOT NULL,
            consumer TEXT NOT NULL,
            skill TEXT,
            agent TEXT,
            state INTEGER NOT NULL,
            created_at INTEGER NOT NULL,
            partition INTEGER NOT NULL,
            wake_at INTEGER
        );
        CREATE UNIQUE INDEX conversations_by_key ON conversations (account, conversation);
        CREATE INDEX conversations_newest ON conversations (account, created_at);
        CREATE INDEX conversations_due ON conversations (partition, wake_at) WHERE wake_at IS NOT NULL;
        CREATE TABLE kept (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        """;

    private const string Reminders = """
        CREATE TABLE reminders (
            grain TEXT NOT NULL,
            name TEXT NOT NULL,
            hash INTEGER NOT NULL,
            start_at INTEGER NOT NULL,
            period INTEGER NOT NULL,
            etag TEXT NOT NULL,
            PRIMARY KEY (grain, name)
        ) WITHOUT ROWID;
        """;

    /// <summary>Brings the file to the newest number, in one transaction.</summary>
    public static void Apply(SqliteSession session, string file) => Apply(session, file, Newest);

    internal static void Apply(SqliteSession session, string file, int upTo)
    {
        session.Execute("BEGIN IMMEDIATE");
        session.Execute("CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
        var applied = session.Prepare("SELECT max(number) FROM schema_migrations").Scalar() ?? 0;
        if (applied > Newest)
        {
            throw new JournalCannotOpenException(
                $"'{file}' has schema {applied} and this program knows up to {Newest}; start the newer program that wrote it, or restore a backup.");
        }
        foreach (var (number, name, sql) in All.Where(step => step.Number > applied && step.Number <= upTo))
        {
            session.Execute(sql);
            session.Prepare("INSERT INTO schema_migrations VALUES (?, ?)").Bind(1, number).Bind(2, name).Run();
        }
        session.Execute($"PRAGMA application_id = {ApplicationId}; COMMIT");
    }
}
