using System.Globalization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Core.Tests.Histories;

/// <summary>What users do with whole series in Outlook. Occurrences keep their wall time when the clocks change.</summary>
internal sealed class SeriesPeople(World world)
{
    private int _series;

    /// <returns>Whether this is a step of theirs.</returns>
    public bool Does(Step step)
    {
        switch (step)
        {
            case Step.AddSeries add:
                Add(add);
                return true;
            case Step.MoveSeries move:
                Shift(world.Mailbox(move.Who).Outlook, move.Pick, TimeSpan.FromHours(move.Hours));
                return true;
            case Step.ChangePattern change:
                Shift(world.Mailbox(change.Who).Outlook, change.Pick, TimeSpan.FromDays(change.Days));
                return true;
            case Step.SplitSeries split:
                Split(world.Mailbox(split.Who).Outlook, split);
                return true;
            default:
                return false;
        }
    }

    private void Add(Step.AddSeries add)
    {
        var outlook = world.Mailbox(add.Who).Outlook;
        var (uid, title, tag) = (NewUid(), world.Text(Writing.Plain), world.NewTag(add.Weeks));
        for (var week = 0; week < add.Weeks; week++)
        {
            var when = world.Moment(add.At with { Day = add.At.Day + (7 * week), IsAllDay = false });
            var slot = outlook.UserAdds(
                new ItemContent { Title = title, When = when }, new EntryFacts(HasAttendees: add.IsMeeting), series: uid, originalStart: when.Start);
            slot.Tag = tag;
        }

        if (world.Settings.IsBudgetShort)
        {
            // Which of its occurrences are synced depends on how many the window shows.
            world.Unwanted.Add(tag);
        }
    }

    /// <summary>Every slot gets another original start; exceptions move along.</summary>
    private void Shift(InMemorySide outlook, int pick, TimeSpan by)
    {
        foreach (var slot in Slots(outlook, pick).ToList())
        {
            world.ChangedSeries.Add(slot.Tag);
            slot.FormerKeys.Add(slot.Key);
            slot.OriginalStart = Shifted(slot.OriginalStart!.Value, by);
            if (!slot.IsDeleted && !slot.Content.When.IsAllDay)
            {
                var length = slot.Content.When.End - slot.Content.When.Start;
                var start = Shifted(slot.Content.When.Start, by);
                outlook.UserChanges(slot, c => c with { When = When.Timed(start, start + length, c.When.ZoneId) });
                world.Written.Remove((slot, ItemFields.When));
                if (!slot.Content.When.Overlaps(world.Organisation.Window, world.Organisation.Policy.Zone))
                {
                    // Beyond the window nobody can tell a slot that moved from one that is gone (R6).
                    world.Unwanted.Add(slot.Tag);
                }
            }
            else if (!slot.IsDeleted)
            {
                outlook.Touch(slot);
            }
        }
    }

    /// <summary>"This and all following": the old series ends, a new one with another UID begins.</summary>
    private void Split(InMemorySide outlook, Step.SplitSeries split)
    {
        var (uid, slots) = (NewUid(), Slots(outlook, split.Pick).Where(s => !s.IsDeleted).ToList());
        if (slots.DistinctBy(s => s.Content.Title).Count() > 1)
        {
            // A divided series is known by its title; where that differs, its slots are new ones.
            world.Unwanted.Add(slots[0].Tag);
            world.Counts[slots[0].Tag] += slots.Count;
        }

        foreach (var slot in Slots(outlook, split.Pick).OrderBy(s => s.OriginalStart).Skip(split.After).ToList())
        {
            world.ChangedSeries.Add(slot.Tag);
            slot.FormerKeys.Add(slot.Key);
            (slot.Series, slot.Uid) = (uid, uid);
            if (!slot.IsDeleted)
            {
                outlook.UserMovesAway(slot);
            }
        }
    }

    private static IEnumerable<StoredItem> Slots(InMemorySide outlook, int pick)
    {
        var all = outlook.Visible.Where(i => i.Series is not null).Select(i => i.Series!).Distinct(StringComparer.Ordinal).ToList();
        return all.Count == 0 ? [] : outlook.Items.Where(i => i.Series == all[pick % all.Count]);
    }

    private DateTimeOffset Shifted(DateTimeOffset instant, TimeSpan by)
    {
        var zone = world.Organisation.Policy.Zone;
        return Zones.ToInstant(TimeZoneInfo.ConvertTime(instant, zone).DateTime + by, zone);
    }

    private string NewUid() => string.Create(CultureInfo.InvariantCulture, $"series-{_series++}");
}
