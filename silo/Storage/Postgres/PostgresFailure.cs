using System.Net.Sockets;
using Npgsql;

namespace Conversations.Silo.Storage.Postgres;

/// <summary>What a failure says about the transaction it ended.</summary>
internal enum FailureKind
{
    /// <summary>Nobody knows: the connection broke, or the server ended it. What was sent may be committed.</summary>
    Unknown = 0,
    /// <summary>Not committed, for a cause that passes: a deadlock, a server that takes no writes yet.</summary>
    Passing = 1,
    /// <summary>Not committed, for a cause that may lie in one of the rows.</summary>
    Row = 2,
    /// <summary>Not committed, and the next try would end the same: a full disk, a missing right.</summary>
    Lasting = 3,
    /// <summary>Not committed, because a table is locked, or because another transaction makes the same conversation at this moment.</summary>
    Held = 4,
}

/// <summary>Reads the failures of Npgsql. Its messages hold no password and no row.</summary>
internal static class PostgresFailure
{
    public static FailureKind KindOf(Exception failure) => failure switch
    {
        // Only a plain error is the end of its transaction before the commit. A server that shuts down can say so after it, too.
        PostgresException { InvariantSeverity: "ERROR" } error => KindOf(error.SqlState),
        PostgresException or NpgsqlException or IOException or SocketException or TimeoutException => FailureKind.Unknown,
        // Not of the database: a row that can't be sent, most likely.
        _ => FailureKind.Row,
    };

    /// <summary>Another try on another connection may find what this one did not: only for what may be done twice.</summary>
    public static bool IsWorthAnotherTry(Exception failure) =>
        IsOfDatabase(failure) && KindOf(failure) is FailureKind.Passing or FailureKind.Held or FailureKind.Unknown && !IsRefusedLogin(failure);

    public static bool IsOfDatabase(Exception failure) =>
        failure is NpgsqlException or IOException or SocketException or TimeoutException or ObjectDisposedException;

    /// <summary>Wrong password, unknown role or database: no waiting helps.</summary>
    public static bool IsRefusedLogin(Exception failure) =>
        failure is PostgresException { SqlState: ['2', '8', ..] or PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege };

    /// <summary>One clause that says why, without a full stop.</summary>
    public static string Reason(Exception failure) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "its disk is full; make space there",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => "it takes no more connections; raise max_connections, or lower Maximum Pool Size",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => "it is read-only, a standby perhaps; name the primary",
        PostgresException error => error.MessageText.TrimEnd('.'),
        _ => Innermost(failure).Message.TrimEnd('.'),
    };

    private static FailureKind KindOf(string state) => state switch
    {
        PostgresErrorCodes.StatementCompletionUnknown or PostgresErrorCodes.TransactionResolutionUnknown => FailureKind.Unknown,
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.ObjectInUse => FailureKind.Passing,
        PostgresErrorCodes.LockNotAvailable => FailureKind.Held,
        ['0', '8', ..] or ['5', '7', 'P', ..] or ['5', '8', ..] or ['X', 'X', ..] => FailureKind.Unknown,
        ['4', '0', ..] or PostgresErrorCodes.TooManyConnections => FailureKind.Passing,
        ['2', '2' or '3', ..] or ['5', '4', ..] => FailureKind.Row,
        _ => FailureKind.Lasting,
    };

    private static Exception Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }
        return failure;
    }
}
