using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Alerts;

/// <summary>A place to which alerts go.</summary>
public readonly record struct AlertTarget(AlertChannel Channel, string Recipient);

/// <summary>
/// What becomes of alerts and of the messages about them, now that these causes are there: each is told once, told again when it gets
/// worse, and its end is told once to those who know of it. Changes the rows and nothing else.
/// </summary>
internal sealed class AlertBook(IReadOnlyList<AlertTarget> targets, DateTime now, Func<Guid> newId)
{
    /// <param name="known">Alerts that are open, or ended a short while ago, with their messages.</param>
    /// <param name="observed">The causes that are there now.</param>
    /// <returns>The alerts that are new.</returns>
    public IReadOnlyList<AlertRow> Write(IReadOnlyList<AlertRow> known, IReadOnlyCollection<Observation> observed)
    {
        var added = new List<AlertRow>();
        foreach (var one in observed)
        {
            var same = known.Where(a => a.Cause == one.Cause && a.Subject == one.Subject).ToList();
            var row = same.Find(a => a.EndedAt is null) ?? same.Where(IsEndUntold).MaxBy(a => a.EndedAt);
            if (row is null)
            {
                row = new AlertRow { Id = newId(), Cause = one.Cause, Subject = one.Subject, OpenedAt = now };
                added.Add(row);
            }

            GoesOn(row, one);
        }

        foreach (var row in known.Where(a => a.EndedAt is null && !observed.Any(o => o.Cause == a.Cause && o.Subject == a.Subject)))
        {
            Ends(row);
        }

        return added;
    }

    /// <summary>It ended a moment ago and nobody has been told: then it has not ended.</summary>
    private bool IsEndUntold(AlertRow row) => row.EndedAt is { } ended
        && !row.News.Any(n => n is { Event: AlertEvent.Ended, SentAt: not null })
        && (row.News.Count > 0 || now - ended < AlertRules.WaitBefore(row.Cause, AlertEvent.Ended));

    private void GoesOn(AlertRow row, Observation one)
    {
        Remove(row, n => n.Event == AlertEvent.Ended || n.Level < one.Level);
        (row.EndedAt, row.Number, row.Value, row.Level) = (null, one.Number, one.Value, Math.Max(row.Level, one.Level));
        foreach (var target in targets)
        {
            Tell(row, target, AlertEvent.Opened);
        }
    }

    private void Ends(AlertRow row)
    {
        row.EndedAt = now;
        Remove(row, n => n.Event == AlertEvent.Opened);
        foreach (var target in row.News.Where(n => n.Event == AlertEvent.Opened).Select(n => new AlertTarget(n.Channel, n.Recipient)).Intersect(targets).ToList())
        {
            Tell(row, target, AlertEvent.Ended);
        }
    }

    private void Tell(AlertRow row, AlertTarget target, AlertEvent what)
    {
        if (row.News.Any(n => n.Channel == target.Channel && n.Recipient == target.Recipient && n.Event == what && n.Level == row.Level))
        {
            return;
        }

        row.News.Add(new AlertNews
        {
            Id = newId(), AlertId = row.Id, Channel = target.Channel, Recipient = target.Recipient, Event = what, Level = row.Level, MadeAt = now, NextTryAt = now + AlertRules.WaitBefore(row.Cause, what),
        });
    }

    /// <summary>What was sent stays, and so does what somebody sends just now.</summary>
    private void Remove(AlertRow row, Func<AlertNews, bool> which)
    {
        foreach (var news in row.News.Where(n => n.SentAt is null && !(n.ClaimedUntil > now) && which(n)).ToList())
        {
            row.News.Remove(news);
        }
    }
}
