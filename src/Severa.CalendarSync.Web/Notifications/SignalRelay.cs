using Microsoft.Extensions.Options;
using Severa.CalendarSync.Web.Jobs;

namespace Severa.CalendarSync.Web.Notifications;

/// <summary>Turns what was heard into runs, once for each mailbox and moment.</summary>
internal sealed class SignalRelay(SyncTrigger trigger, IOptions<NotificationOptions> options, TimeProvider time, ILogger<SignalRelay> logger) : IDisposable
{
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(5);

    private readonly PendingSignals _pending = new(options.Value.Debounce);
    private readonly RosterSignal _heard = new();

    /// <summary>Returns at once.</summary>
    public void Hear(Guid mailboxId, bool isCertain)
    {
        if (_pending.Note(mailboxId, isCertain, time.GetUtcNow()))
        {
            _heard.Raise();
        }
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_pending.Next is not { } next)
            {
                await _heard.WaitAsync(Timeout.InfiniteTimeSpan, time, cancellationToken);
            }
            else if (next - time.GetUtcNow() is var pause && pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, time, cancellationToken);
            }
            else
            {
                await NotifyAsync(_pending.Take(time.GetUtcNow()), cancellationToken);
            }
        }
    }

    public void Dispose() => _heard.Dispose();

    private async Task NotifyAsync(IReadOnlyList<(Guid MailboxId, bool IsCertain)> ready, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var kind in ready.GroupBy(r => r.IsCertain))
            {
                await trigger.NotifyAsync([.. kind.Select(r => r.MailboxId)], kind.Key, cancellationToken);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The database is away. The regular check finds the change; what is heard from now on is told again.
            NotificationLog.Broke(logger, error.GetType().Name, SafeStack.Of(error));
            await Task.Delay(AfterTrouble, time, cancellationToken);
        }
    }
}
