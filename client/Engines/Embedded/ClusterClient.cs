using Conversations.Cli.Commands;
using Conversations.Client;

namespace Conversations.Cli.Engines;

/// <summary>The embedded engine has no cluster to connect to.</summary>
internal sealed class ClusterClient : IAsyncDisposable
{
    private ClusterClient(IConversationsClient conversations) => Conversations = conversations;

    public IConversationsClient Conversations { get; }

    /// <exception cref="CliException">Always.</exception>
    public static Task<ClusterClient> Connect(ClusterAddress address, string account, CancellationToken cancellation) => throw new CliException(
        ExitCodes.Usage, "--cluster was given and this program was built with the engine 'embedded', which has no cluster; build it with -p:Engine=Orleans, or use --server.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
