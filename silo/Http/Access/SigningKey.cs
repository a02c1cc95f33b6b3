using System.Security.Cryptography;
using System.Text;
using Conversations.Journal;
using Conversations.Silo.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace Conversations.Silo.Http.Access;

/// <summary>
/// The key that signs consumer tokens. It is kept in the journal, so that a page that is open survives a restart and every
/// server of a service accepts the tokens of the others.
/// </summary>
internal sealed class SigningKey(IConversationJournal journal, IOptions<DirectLineOptions> options) : IHostedLifecycleService
{
    private const string Name = "directline-signing-key";
    private SymmetricSecurityKey? _key;

    public SymmetricSecurityKey Value =>
        _key ?? throw new InvalidOperationException("The signing key is read when the host starts; start the host before using it.");

    // Before anything listens: a journal that can't be reached is a failed start, not a server without tokens.
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var bytes = options.Value.SigningKey is { Length: > 0 } given
            ? Encoding.UTF8.GetBytes(given)
            : await journal.Keep(Name, RandomNumberGenerator.GetBytes(32), cancellationToken);
        _key = new(bytes);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
