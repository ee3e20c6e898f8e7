namespace Severa.CalendarSync.Data.Ledger;

/// <summary>
/// Renews the lease of a run as long as its worker lives: a calendar may take longer to read than a lease lasts, and another worker
/// would begin to read it, too. A run that has lost its lease all the same is told to end.
/// </summary>
public sealed class LeaseKeeper : IAsyncDisposable
{
    private readonly CancellationTokenSource _run;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _keeping;

    /// <param name="renew">Renews; false: the lease is somebody else's by now.</param>
    /// <param name="every">How often; well below the time of a lease.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">The service is stopping.</param>
    internal LeaseKeeper(Func<CancellationToken, Task<bool>> renew, TimeSpan every, TimeProvider time, CancellationToken cancellationToken)
    {
        _run = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _keeping = KeepAsync(renew, every, time);
    }

    /// <summary>The run ends when the service stops, and when its lease is lost.</summary>
    public CancellationToken Token => _run.Token;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _keeping;
        _end.Dispose();
        _run.Dispose();
    }

    private async Task KeepAsync(Func<CancellationToken, Task<bool>> renew, TimeSpan every, TimeProvider time)
    {
        using var timer = new PeriodicTimer(every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                if (!await renew(_end.Token))
                {
                    await _run.CancelAsync();
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The run is over.
        }
    }
}
