using System.Net.WebSockets;
using Conversations.Cli.Terminal;
using Spectre.Console;

namespace Conversations.Cli;

/// <summary>Everything a command touches outside itself; a test gives its own.</summary>
internal sealed class Surroundings
{
    public required TextWriter Out { get; init; }
    public required TextWriter Error { get; init; }
    public required TextReader In { get; init; }
    /// <summary>The terminal; null when input or output is no terminal.</summary>
    public IAnsiConsole? Terminal { get; init; }
    /// <summary>Key presses of the terminal.</summary>
    public IKeyboard? Keyboard { get; init; }
    public Func<string, string?> EnvironmentVariable { get; init; } = _ => null;
    public TimeProvider Time { get; init; } = TimeProvider.System;
    public required HttpClient Http { get; init; }
    public Func<Uri, CancellationToken, Task<WebSocket>> OpenSocket { get; init; } = Connect;

    public static Surroundings OfThisProcess()
    {
        var isTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected
            && Environment.GetEnvironmentVariable("TERM") is not "dumb";
        return new Surroundings
        {
            Out = Console.Out,
            Error = Console.Error,
            In = Console.In,
            Terminal = isTerminal ? AnsiConsole.Console : null,
            Keyboard = isTerminal ? new ConsoleKeyboard() : null,
            EnvironmentVariable = Environment.GetEnvironmentVariable,
            Http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan },
        };
    }

    private static async Task<WebSocket> Connect(Uri address, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(address, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
