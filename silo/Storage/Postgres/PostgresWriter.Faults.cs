namespace Conversations.Silo.Storage.Postgres;

internal sealed partial class PostgresWriter
{
    private const long HeldPause = 500;

    /// <summary>
    /// After a failed pass. What is known not to be written is tried again or refused; what may be written is read back on the next
    /// connection, by the ids of its rows, and only then tried again: an append that has two tries in flight is still written once,
    /// because both expect the same version.
    /// </summary>
    private void Recover(AppendPass pass, List<AppendRequest> batch, Exception failure)
    {
        switch (PostgresFailure.KindOf(failure))
        {
            case FailureKind.Passing:
                // On a new connection: the address may lead to another server by now, to the new primary for example.
                pass.Forget();
                Note(failure);
                Drop();
                break;
            case FailureKind.Lasting:
                LogRefused(_logger, _database.Name, failure);
                Refuse(batch, failure);
                pass.Forget();
                break;
            case FailureKind.Row:
                RecoverRows(pass, batch, failure);
                break;
            case FailureKind.Held:
                RecoverHeld(pass, batch);
                break;
            default:
                pass.Doubt();
                Note(failure);
                Drop();
                break;
        }
    }

    /// <summary>Finds the append that can't be written by halves, so that the others are.</summary>
    private void RecoverRows(AppendPass pass, List<AppendRequest> batch, Exception failure)
    {
        if (!PostgresFailure.IsOfDatabase(failure))
        {
            // It never got as far as the end of the transaction, most likely; the connection is of no more use.
            pass.Doubt();
            Drop();
        }
        if (pass.Split() is { } halves)
        {
            WriteApart(halves, batch);
            return;
        }
        LogRefused(_logger, _database.Name, failure);
        Refuse(batch, failure);
    }

    /// <summary>Only new conversations ever wait for another transaction: what is known must not wait with them.</summary>
    private void RecoverHeld(AppendPass pass, List<AppendRequest> batch)
    {
        if (pass.HasNew && pass.Split() is { } parts)
        {
            WriteApart(parts, batch);
        }
        else if (pass.HasNew)
        {
            _held.Add(batch[0].Append.Key);
            _heldUntil = Environment.TickCount64 + HeldPause;
        }
    }

    private void WriteApart((List<AppendRequest> One, List<AppendRequest> Other) parts, List<AppendRequest> batch)
    {
        if (!batch.TrueForAll(request => request.IsLate))
        {
            Write(parts.One);
            Write(parts.Other);
        }
    }

    private void Refuse(List<AppendRequest> batch, Exception failure)
    {
        foreach (var request in batch.Where(request => !request.IsSettled))
        {
            request.Settle(new JournalUnavailableException(
                $"{_database.Name} refuses to write: {PostgresFailure.Reason(failure)}. {WhatOf(request)}", failure));
        }
    }

    private JournalUnavailableException TooLate(AppendRequest request) =>
        new($"{_database.Name} did not write within {_options.Patience.TotalSeconds:0} s{(_trouble is null ? "" : $" ({_trouble})")}. {WhatOf(request)}");

    private static string WhatOf(AppendRequest request) => request.IsInDoubt
        ? $"Whether the append for {request.Append.Key} is there is unknown; repeat with the same client message id."
        : $"The append for {request.Append.Key} was not written; repeat after a moment.";

    /// <summary>Once an outage, not once a try.</summary>
    private void Note(Exception failure)
    {
        if (_trouble is null)
        {
            LogAway(_logger, _database.Name, PostgresFailure.Reason(failure), _options.Patience.TotalSeconds);
        }
        _trouble = PostgresFailure.Reason(failure);
    }

    private void Drop()
    {
        _session?.Dispose();
        _session = null;
        // The other connections were most likely lost with it.
        _database.Source.Clear();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Database} is away ({Reason}); appends wait for up to {Seconds} s each")]
    private static partial void LogAway(ILogger logger, string database, string reason, double seconds);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Database} is back")]
    private static partial void LogBack(ILogger logger, string database);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Database} refuses to write; callers are told")]
    private static partial void LogRefused(ILogger logger, string database, Exception cause);
}
