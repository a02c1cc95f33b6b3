using Conversations.Accounts;

namespace Conversations.Silo.Accounts;

/// <summary>Accounts with something that grains keep; it is known here as it was when they were asked last.</summary>
internal interface IRefreshedAccounts : IAccounts
{
    /// <summary>Asks the account's grain how it is now.</summary>
    Task Refresh(string account);
}

/// <summary>
/// Asks for what grains keep of the accounts: when the server starts, at once for what is changed through this server, and every so often
/// for what is changed through another one.
/// </summary>
internal abstract class AccountRefresh(IRefreshedAccounts accounts, TimeSpan every, TimeProvider time) : BackgroundService
{
    private bool _failed;

    // Before anybody is let in: a conversation that opens or goes on now would find nothing of it otherwise.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await RefreshAll();
        await base.StartAsync(cancellationToken);
    }

    /// <summary>From here on this server decides by how the account is now.</summary>
    public Task Refresh(string account) => accounts.Refresh(account);

    protected abstract void TellFailure(TimeSpan pause, Exception fault);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(every, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested) await RefreshAll();
        }
    }

    private async Task RefreshAll()
    {
        try
        {
            foreach (var account in accounts.All) await Refresh(account.Id);
            _failed = false;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // What was known goes on. Said once, not every time.
            if (!_failed) TellFailure(every, fault);
            _failed = true;
        }
    }
}
