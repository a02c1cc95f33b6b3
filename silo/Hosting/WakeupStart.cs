namespace Conversations.Silo.Hosting;

/// <summary>
/// Starts the partitions that wake conversations at rest, and again when a silo has left, for some may have been on it: their
/// reminders would take up to a minute. Failing is no end: it is tried until it works.
/// </summary>
internal sealed partial class WakeupStart(IGrainFactory grains, ClusterChanges cluster, TimeProvider time, ILogger<WakeupStart> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var siloLeft = cluster.Next;
            await StartAll(stoppingToken);
            await siloLeft.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task StartAll(CancellationToken stoppingToken)
    {
        for (var partition = 0; partition < WakeupPartitions.Count && !stoppingToken.IsCancellationRequested;)
        {
            try
            {
                await grains.GetGrain<IWakeupGrain>(partition).Watch();
                partition++;
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                // The grains are stopping, too; who starts next watches the partition.
            }
            catch (Exception e)
            {
                LogFailed(logger, partition, Pause, e);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Wake-up partition {Partition} did not start; tried again after {Pause}")]
    private static partial void LogFailed(ILogger logger, int partition, TimeSpan pause, Exception exception);
}
