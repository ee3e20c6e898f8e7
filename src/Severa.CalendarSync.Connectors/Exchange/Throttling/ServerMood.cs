using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Throttling;

/// <summary>How much a server bears, by what it answers. Not safe for several threads; the gate guards it.</summary>
internal sealed class ServerMood(ThrottlingOptions options, TimeProvider time)
{
    /// <summary>The server refused the request because of its load, before anything happened.</summary>
    public const ErrorActions Busy = ErrorActions.WaitAsTold | ErrorActions.FewerAtOnce;

    /// <summary>After one request too many.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private DateTimeOffset _closedUntil = DateTimeOffset.MinValue;
    private DateTimeOffset _changedAt = DateTimeOffset.MinValue;
    private int _refusals;

    /// <summary>Requests at the same time.</summary>
    public int Limit { get; private set; } = options.ConcurrentRequests;

    /// <summary>How long nothing may be sent yet; null while something may.</summary>
    public TimeSpan? ClosedFor => _closedUntil - time.GetUtcNow() is var left && left > TimeSpan.Zero ? left : null;

    /// <summary>A request was answered.</summary>
    /// <param name="refusal">Why it was refused as a whole; null where it was not.</param>
    /// <param name="running">Requests under way, that one included.</param>
    public void Observe(SideException? refusal, int running)
    {
        var now = time.GetUtcNow();
        switch (refusal?.Code)
        {
            case { } code when ErrorTable.Says(code, ErrorActions.WaitAsTold):
                _refusals++;
                Close(now + (refusal.RetryAfter ?? GrowingPause.After(_refusals, FirstPause, LongestPause)));
                break;
            case { } code when ErrorTable.Says(code, ErrorActions.FewerAtOnce):
                // Whatever was under way with it was too much by at least one.
                Limit = Math.Clamp(running - 1, 1, Limit);
                _changedAt = now;
                Close(now + Breath);
                break;
            case null:
                _refusals = 0;
                if (Limit < options.ConcurrentRequests && now - _changedAt >= options.GrowsBackAfter)
                {
                    Limit++;
                    _changedAt = now;
                }

                break;
        }
    }

    private void Close(DateTimeOffset until) => _closedUntil = until > _closedUntil ? until : _closedUntil;
}
