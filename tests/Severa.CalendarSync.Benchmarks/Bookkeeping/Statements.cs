using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Severa.CalendarSync.Benchmarks.Bookkeeping;

/// <summary>Counts what EF Core sends to any database of this process, from when it is made.</summary>
internal sealed class Statements : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    private readonly List<IDisposable> _subscriptions = [];
    private int _commands;
    private int _transactions;

    public Statements() => _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));

    public int Commands => _commands;

    public int Transactions => _transactions;

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            _subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == RelationalEventId.CommandExecuted.Name)
        {
            Interlocked.Increment(ref _commands);
        }
        else if (value.Key == RelationalEventId.TransactionStarted.Name)
        {
            Interlocked.Increment(ref _transactions);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose() => _subscriptions.ForEach(s => s.Dispose());
}
