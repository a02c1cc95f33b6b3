using StackExchange.Redis;

namespace Conversations.Client.Cluster;

/// <summary>Repeats the first connection for a while: silos, or their Redis, may be about to start. Then it fails with one sentence.</summary>
internal sealed class StartPatience(ClusterConnection connection, TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly DateTimeOffset _until = time.GetUtcNow() + connection.StartLimit;

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() >= _until)
        {
            // Without the password that may stand there.
            var redis = ConfigurationOptions.Parse(connection.Redis).EndPoints.ToArray();
            throw new ConversationsException(ClientErrorCodes.Unreachable,
                $"No silo of the cluster '{connection.ClusterId}' of the service '{connection.ServiceId}' in the Redis {string.Join(", ", redis.Select(Shown))} "
                + $"lets this program in ({Cause(exception)}).", innerException: exception);
        }
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    private static string Shown(System.Net.EndPoint endPoint) => endPoint is System.Net.DnsEndPoint name ? $"{name.Host}:{name.Port}" : $"{endPoint}";

    private static string Cause(Exception exception) => exception.GetBaseException().Message.ReplaceLineEndings(" ").TrimEnd('.');
}
