using Conversations.Accounts;
using Conversations.Silo.Engines;
using Conversations.Silo.Http.Access;

namespace Conversations.Silo.Hosting;

/// <summary>Says where the server listens and where to go next.</summary>
internal sealed partial class Announcement(ListeningAddresses addresses, IAccounts accounts, ILogger<Announcement> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var address = addresses.All.FirstOrDefault() ?? SiloApp.DefaultUrl;
        LogListening(logger, string.Join(", ", addresses.All), Engine.Name, string.Join(", ", accounts.All.Select(a => a.Id)));
        LogNext(logger, address);
        if (!addresses.LoopbackOnly && accounts.All.Any(a => a.Keys.Any(k => k.InFolder)))
        {
            LogRefused(logger);
        }
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(Level = LogLevel.Information, Message = "Listening on {Addresses}; engine {Engine}; accounts: {Accounts}")]
    private static partial void LogListening(ILogger logger, string addresses, string engine, string accounts);

    [LoggerMessage(Level = LogLevel.Information, Message = "Direct Line is at {Address}/v3/directline, everything else is described at {Address}/openapi/v1.json")]
    private static partial void LogNext(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Others than this machine can connect, so keys that stand in account folders open nothing; give keys by environment variable")]
    private static partial void LogRefused(ILogger logger);
}
