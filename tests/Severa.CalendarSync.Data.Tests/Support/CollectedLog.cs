using Microsoft.Extensions.Logging;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>Keeps what EF Core warns about.</summary>
public sealed class CollectedLog : ILoggerProvider
{
    public List<string> Warnings { get; } = [];

    public ILogger CreateLogger(string categoryName) => new Collector(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Collector(CollectedLog log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && category.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lock (log.Warnings)
                {
                    log.Warnings.Add(formatter(state, exception));
                }
            }
        }
    }
}
