namespace Conversations.Silo.Storage.Postgres;

/// <summary>
/// The SQL of the writer. What one conversation's state decides never fails another's: each statement writes what fits and tells
/// what did not. Only values travel as parameters, as arrays, so one text serves every batch.
/// </summary>
internal sealed class AppendStatements(string schema)
{
    // For this transaction alone, because behind a pooler the session is somebody else's next. A commit is on disk before it is
    // told, even where the server is set otherwise; stricter settings, which wait for standbys too, stay. The plans are made once
    // and without figures about the arrays: index by id for tables, hashes for ids (see below), which is right for any size.
    public string Settings { get; } = """
        SELECT set_config('synchronous_commit', 'on', true) FROM current_setting('synchronous_commit') AS s WHERE s = 'off'
        UNION ALL SELECT set_config('lock_timeout', '200', true)
        UNION ALL SELECT set_config('plan_cache_mode', 'force_generic_plan', true)
        UNION ALL SELECT set_config('enable_seqscan', 'off', true)
        """;

    /// <summary>What is known of the conversations with these keys: number in the arrays, then the head.</summary>
    public string Heads { get; } = $"""
        SELECT asked.n, c.id, h.version, h.last_append, c.consumer, c.skill, c.agent, c.state, c.created_at, h.wake_at
        FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS asked (account, conversation, n)
        JOIN {schema}.conversations c ON c.account = asked.account AND c.conversation = asked.conversation
        JOIN {schema}.heads h ON h.id = c.id
        """;

    /// <summary>Which of these appends are there.</summary>
    public string Written { get; } = $"SELECT id FROM {schema}.appends WHERE id = ANY ($1::uuid[])";

    // Two silos that make the same conversations at once wait for each other in the order of the keys, so never in a circle.
    // "IN (...) IS TRUE" is looked up in a hash; as a join, the planner might compare each with each.
    /// <summary>New conversations with their first appends; gives number in the arrays and id of those that were not there yet.</summary>
    public string Create { get; } = $"""
        WITH asked AS MATERIALIZED (
            SELECT nextval(pg_get_serial_sequence('{schema.Replace("'", "''", StringComparison.Ordinal)}.conversations', 'id')) AS id, given.*
            FROM (
                SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::bigint[],
                        $8::bigint[], $9::uuid[], $10::smallint[], $11::bigint[])
                    WITH ORDINALITY AS a (account, conversation, consumer, skill, agent, state, created_at, version, last_append, partition, wake_at, n)
                ORDER BY account COLLATE "C", conversation COLLATE "C") AS given),
        created AS (
            INSERT INTO {schema}.conversations (id, account, conversation, consumer, skill, agent, state, created_at)
            SELECT id, account, conversation, consumer, skill, agent, state, created_at FROM asked
            ON CONFLICT (account, conversation) DO NOTHING RETURNING id),
        begun AS (
            INSERT INTO {schema}.heads (id, version, last_append, partition, wake_at)
            SELECT id, version, last_append, partition, wake_at FROM asked WHERE (id IN (SELECT id FROM created)) IS TRUE),
        written AS (
            INSERT INTO {schema}.appends (id, conversation, previous, version, count, events, snapshot)
            SELECT w.id, w.conversation, w.previous, w.version, w.count, w.events, w.snapshot
            FROM (
                SELECT u.id, (ARRAY(SELECT id FROM asked ORDER BY n))[u.n] AS conversation, u.previous, u.version, u.count, u.events, u.snapshot
                FROM unnest($12::integer[], $13::uuid[], $14::uuid[], $15::bigint[], $16::integer[], $17::bytea[], $18::bytea[])
                    AS u (n, id, previous, version, count, events, snapshot)) AS w
            WHERE (w.conversation IN (SELECT id FROM created)) IS TRUE)
        SELECT n, id FROM asked WHERE (id IN (SELECT id FROM created)) IS TRUE
        """;

    // A head that another transaction holds is passed over, not waited for: no two silos can wait for each other, and a session that
    // its silo lost in the middle keeps nobody up. That its version is as expected decides, and holds until the commit. What is held
    // is found again by its place (ctid); arrays without gaps are read by number; nearly always all moved, so that is asked first
    // (measured per append: 8.1 us, by keys and columns 10.5).
    /// <summary>The next appends of conversations that are there; gives the ids of those that were not written.</summary>
    public string Advance { get; } = $"""
        WITH free AS MATERIALIZED (
            SELECT h.ctid AS place, a.version, a.last_append, a.wake_at
            FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::uuid[], $5::bigint[]) AS a (id, expected, version, last_append, wake_at)
            JOIN {schema}.heads h ON h.id = a.id AND h.version = a.expected FOR NO KEY UPDATE OF h SKIP LOCKED),
        moved AS (
            UPDATE {schema}.heads h SET version = f.version, last_append = f.last_append, wake_at = f.wake_at
            FROM free f WHERE h.ctid = f.place RETURNING h.id),
        moved_all AS MATERIALIZED (
            SELECT count(*) = cardinality($1::bigint[]) AS yes FROM moved),
        described AS (
            UPDATE {schema}.conversations c SET consumer = d.consumer, skill = d.skill, agent = d.agent, state = d.state
            FROM unnest($6::bigint[], $7::text[], $8::text[], $9::text[], $10::smallint[]) AS d (id, consumer, skill, agent, state)
            WHERE c.id = d.id AND (d.id IN (SELECT id FROM moved)) IS TRUE),
        written AS (
            INSERT INTO {schema}.appends (id, conversation, previous, version, count, events, snapshot)
            SELECT ($11::uuid[])[w.n], ($12::bigint[])[w.n], ($13::uuid[])[w.n], ($14::bigint[])[w.n], ($15::integer[])[w.n], w.events, w.snapshot
            FROM unnest($16::bytea[], $17::bytea[]) WITH ORDINALITY AS w (events, snapshot, n)
            WHERE (SELECT yes FROM moved_all) OR (($12::bigint[])[w.n] IN (SELECT id FROM moved)) IS TRUE)
        SELECT id FROM unnest($1::bigint[]) AS asked (id) WHERE NOT (SELECT yes FROM moved_all) AND (id IN (SELECT id FROM moved)) IS NOT TRUE
        """;
}
