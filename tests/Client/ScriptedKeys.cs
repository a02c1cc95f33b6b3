using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Conversations.Cli.Terminal;

namespace Conversations.Tests.Client;

/// <summary>A keyboard that a test plays, and that tells when all of it was read.</summary>
internal sealed class ScriptedKeys : IKeyboard
{
    private readonly Channel<char> _keys = Channel.CreateUnbounded<char>();
    private readonly TaskCompletionSource _allRead = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ScriptedKeys(string typed) => Press([.. typed]);

    public Task AllRead => _allRead.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public void Press(params char[] keys)
    {
        foreach (var key in keys)
        {
            _keys.Writer.TryWrite(key);
        }
    }

    public async IAsyncEnumerable<ConsoleKeyInfo> Keys([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            if (!_keys.Reader.TryRead(out var key))
            {
                _allRead.TrySetResult();
                key = await _keys.Reader.ReadAsync(cancellation);
            }
            yield return new ConsoleKeyInfo(key, key == '\r' ? ConsoleKey.Enter : ConsoleKey.None, false, false, false);
        }
    }
}
