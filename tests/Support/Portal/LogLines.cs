using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ClsPortal.Support;

/// <summary>What was logged, from a level on: each text is a line, and each exception one of its own behind it.</summary>
public sealed class LogLines(LogLevel least = LogLevel.Trace) : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = [];

    public IReadOnlyCollection<string> All => _lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        _lines.Enqueue(formatter(state, exception));
        if (exception is not null)
            _lines.Enqueue(exception.ToString());
    }

    public void Dispose() { }
}
