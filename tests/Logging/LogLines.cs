using Microsoft.Extensions.Logging;

namespace Conversations.Tests.Logging;

/// <summary>Remembers what was logged as "Level: text", and tells when an awaited line comes.</summary>
internal sealed class LogLines<T> : ILogger<T>
{
    private readonly Lock _lock = new();
    private (Func<string, bool> Which, TaskCompletionSource Seen)? _awaited;

    public List<string> Lines { get; } = [];

    /// <summary>Ends with the next line of this kind.</summary>
    public Task Next(Func<string, bool> which)
    {
        lock (_lock)
        {
            _awaited = (which, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return _awaited.Value.Seen.Task;
        }
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_lock)
        {
            var line = $"{logLevel}: {formatter(state, exception)}";
            Lines.Add(line);
            if (_awaited is { } awaited && awaited.Which(line))
            {
                awaited.Seen.TrySetResult();
            }
        }
    }
}
