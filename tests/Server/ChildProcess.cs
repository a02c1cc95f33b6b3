using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Conversations.Tests.Servers;

/// <summary>A program that a test started: its lines as they come, and its end. Nothing else is ever ended here.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int Sigterm = 15;
    private readonly Process _process;
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly ConcurrentQueue<string> _everything = new();

    private ChildProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, e) => Take(e.Data);
        _process.ErrorDataReceived += (_, e) => TakeError(e.Data);
    }

    /// <summary>What it wrote to standard error so far.</summary>
    public string Errors => string.Join('\n', _errors);

    /// <summary>What it wrote so far, for the message of a test that fails.</summary>
    public string Output => string.Join('\n', _everything.TakeLast(60));

    public bool HasExited => _process.HasExited;

    public static ChildProcess Start(string program, IEnumerable<string> arguments, string folder)
    {
        var child = new ChildProcess(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>The next line of standard output; null when there are no more.</summary>
    public async Task<string?> NextLine(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            return await _lines.Reader.WaitToReadAsync(limit.Token) && _lines.Reader.TryRead(out var line) ? line : null;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"There was no further line within {patience.TotalSeconds:0} s. Until then:\n{Output}");
        }
    }

    public void Write(string line)
    {
        _process.StandardInput.WriteLine(line);
        _process.StandardInput.Flush();
    }

    /// <summary>There is nothing more to read for it.</summary>
    public void EndInput() => _process.StandardInput.Close();

    /// <summary>Ends it on the spot, as <c>kill -9</c> does.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as <c>kill</c> does.</summary>
    public void Terminate() => Assert.Equal(0, Signal(_process.Id, Sigterm));

    /// <summary>Its exit code, once it has ended and all its lines are here.</summary>
    public async Task<int> End(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It did not end within {patience.TotalSeconds:0} s. It wrote:\n{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill();
        }
        _process.Dispose();
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            _lines.Writer.Complete();
            return;
        }
        _everything.Enqueue(line);
        _lines.Writer.TryWrite(line);
    }

    private void TakeError(string? line)
    {
        if (line is not null)
        {
            _everything.Enqueue(line);
            _errors.Enqueue(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int pid, int signal);
}
