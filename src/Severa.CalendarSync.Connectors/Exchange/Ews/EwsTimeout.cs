namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>A limit for one call, from the first byte sent to the last byte read.</summary>
internal sealed class EwsTimeout : IDisposable
{
    public const string Code = "Timeout";

    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _either;
    private readonly Func<bool> _isOver;

    public EwsTimeout(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        _isOver = () => time.GetElapsedTime(began) >= limit;
        _limit = new CancellationTokenSource(limit, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellationToken);
    }

    public CancellationToken Token => _either.Token;

    /// <summary>By the clock, whether or not the token has heard of it yet.</summary>
    public bool IsOver => _isOver();

    public void Dispose()
    {
        _either.Dispose();
        _limit.Dispose();
    }
}
