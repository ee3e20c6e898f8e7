using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>What a link becomes after one action, whatever came of it. Pure.</summary>
internal static class LinkUpdates
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(4);

    /// <summary>The action was carried out.</summary>
    /// <param name="current">The link as it is now; null for a new one.</param>
    /// <param name="action">What was done.</param>
    /// <param name="written">The written half as the side answered; null where nothing was written.</param>
    public static Link Done(Link? current, SyncAction action, LinkHalf? written)
    {
        var link = action.Link with
        {
            Base = (current?.Base ?? action.Link.Base).With(current is null ? ItemFields.All : action.BaseFields, action.Link.Base),
        };
        if (action.IsSecond && current is not null)
        {
            var source = action.Target.Other();
            link = link.WithHalf(source, current.Half(source)) with { SetAside = current.SetAside is { IsBetweenWrites: false } failed ? failed : null };
        }

        return written is null ? link : link.WithHalf(action.Target, written);
    }

    /// <summary>
    /// The action was not carried out: the link stays as it was and is looked at again.
    /// A new link is kept with the half that exists, so that the other is made later, for the same reason.
    /// </summary>
    public static Link NotDone(Link? current, SyncAction action, string code, DateTimeOffset now, bool isStale)
    {
        var link = current ?? action.Link.WithHalf(action.Target, null) with { StateReason = action.Reason };
        return link with { SetAside = isStale ? new SetAside(code, link.SetAside?.Attempts ?? 0, now) : NextTry(link.SetAside, code, now) };
    }

    /// <summary>It failed once more: the next try comes after a longer pause.</summary>
    public static SetAside NextTry(SetAside? before, string code, DateTimeOffset now)
    {
        var attempts = (before?.Attempts ?? 0) + 1;
        return new SetAside(code, attempts, now + RetryAfter(attempts));
    }

    /// <summary>Growing pauses: 1 minute, then four times as long each time, at most 4 hours.</summary>
    public static TimeSpan RetryAfter(int attempts) => GrowingPause.After(attempts, FirstRetry, LongestRetry, factor: 4);
}
