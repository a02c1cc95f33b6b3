using System.Threading.Channels;

namespace Conversations.Cli.Terminal;

/// <summary>Key presses, one after the other.</summary>
internal interface IKeyboard
{
    IAsyncEnumerable<ConsoleKeyInfo> Keys(CancellationToken cancellation);
}

/// <summary>The keyboard of this process.</summary>
internal sealed class ConsoleKeyboard : IKeyboard
{
    public IAsyncEnumerable<ConsoleKeyInfo> Keys(CancellationToken cancellation)
    {
        var keys = Channel.CreateUnbounded<ConsoleKeyInfo>();
        // The console can only be read by waiting in it, and the wait can't be cancelled: a thread of its own, which the end of the process ends.
        new Thread(() => Read(keys.Writer)) { IsBackground = true, Name = "keyboard" }.Start();
        return keys.Reader.ReadAllAsync(cancellation);
    }

    private static void Read(ChannelWriter<ConsoleKeyInfo> keys)
    {
        try
        {
            while (true)
            {
                keys.TryWrite(Console.ReadKey(intercept: true));
            }
        }
        catch (Exception e) when (e is InvalidOperationException or IOException)
        {
            // The terminal is gone.
            keys.TryComplete();
        }
    }
}
