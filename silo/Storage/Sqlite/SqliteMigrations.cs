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
        (3, "grain state", GrainState),
    ];

    public static int Newest => All[^1].Number;

    // appends: one row per append, found from its conversation's row and from the append after it, so no index is kept on it.
    // heads: what changes with every append, apart from the rest of the conversation's row, so that a batch over many
    // conversations touches few pages (measured over 200,000 conversations: twice the rate).
    // Measured per new conversation (200,000, 8 KB pages): key 4.7 us, with random instead of ordered ids 13.3; newest +1.6 us and
    // 25 bytes; of_consumer +10 us and 61 bytes, and without it a consumer's few conversations are a search through all;
    // of_agent nothing until there is an agent. None by skill or state: many match, so newest finds a page of them soon.
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
        CREATE TABLE heads (
            id INTEGER PRIMARY KEY,
            version INTEGER NOT NULL,
            last_append INTEGER NOT NULL
        );
        CREATE TABLE conversations (
            id INTEGER PRIMARY KEY,
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
        CREATE INDEX conversations_of_consumer ON conversations (account, consumer, created_at);
        CREATE INDEX conversations_of_agent ON conversations (account, agent, created_at) WHERE agent IS NOT NULL;
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

    // data is NULL where a state was cleared; its version goes on.
    private const string GrainState = """
        CREATE TABLE grain_state (
            grain TEXT NOT NULL,
            name TEXT NOT NULL,
            version INTEGER NOT NULL,
            format INTEGER NOT NULL,
            data BLOB,
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
