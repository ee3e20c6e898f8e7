using System.Globalization;
using Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Faults;

/// <summary>What people do while a fault lasts: on both sides, something new and something old, and never a deletion.</summary>
internal sealed class FaultyLifeEdits(HistoryWorld world)
{
    private readonly List<TokenLife> _ofOutlook = [];
    private readonly List<TokenLife> _ofSevera = [];
    private TokenLife? _series;
    private int _hours;

    private DateTimeOffset NextHour => world.Service.Time.Start.AddDays(2).AddHours(2 * ++_hours);

    public void Begin()
    {
        for (var i = 0; i < 3; i++)
        {
            AddInOutlook();
            AddInSevera();
        }

        _series = world.Begin("Outlook");
        (_series.IsSeries, _series.Occurrences) = (true, 4);
        var start = NextHour;
        var day = DateOnly.FromDateTime(start.DateTime);
        world.Users.Create(world.Mailbox, new EntryWrite
        {
            Subject = _series.Token + "series",
            Start = start,
            End = start.AddMinutes(30),
            Recurrence = new Recurrence { Kind = PatternKind.Weekly, Days = [Enum.Parse<DayKind>(day.DayOfWeek.ToString())], StartDate = day, Count = 4 },
        });
    }

    /// <summary>Both sides, each its own entries and those of the other side; no two edits meet in one field.</summary>
    public void Edit()
    {
        AddInOutlook();
        AddInSevera();
        InOutlook(_ofOutlook[0], ItemFields.Title, new EntryWrite { Subject = _ofOutlook[0].Token + world.Text() });
        InOutlook(_ofSevera[0], ItemFields.Place, new EntryWrite { Location = world.Text() });
        var start = NextHour;
        InOutlook(_ofOutlook[1], ItemFields.When, new EntryWrite { Start = start, End = start.AddHours(1) });
        InOutlook(_series!, ItemFields.Place, new EntryWrite { Location = world.Text() });
        InSevera(_ofSevera[0], ItemFields.Title, c => c with { Title = _ofSevera[0].Token + world.Text() });
        InSevera(_ofOutlook[2], ItemFields.Place, c => c with { Place = world.Text() });
        InSevera(_ofOutlook[1], ItemFields.Notes, c => c with { Notes = world.Text() });
        InSevera(_series!, ItemFields.Notes, c => c with { Notes = world.Text() });
    }

    /// <summary>What was written last on either side shows on both.</summary>
    public void Check()
    {
        foreach (var life in _ofOutlook.Concat(_ofSevera).Append(_series!))
        {
            foreach (var ((_, field), value) in life.LastWritten)
            {
                var inOutlook = world.Entries.Where(e => world.LifeOf(e.Content.Subject) == life).Select(e => RawEntry.Of(e).Canonical(field));
                var inSevera = world.Severa.Visible.Where(a => world.LifeOf(a.Content.Title) == life).Select(a => a.Content.Canonical(field));
                HttpInvariants.Require(inOutlook.Contains(value) && inSevera.Contains(value), $"the {field} '{value}' of {life} does not show on both sides");
            }
        }
    }

    private void AddInOutlook()
    {
        var life = world.Begin("Outlook");
        _ofOutlook.Add(life);
        var start = NextHour;
        world.Users.Create(world.Mailbox, new EntryWrite { Subject = life.Token + "entry", Start = start, End = start.AddHours(1) });
    }

    private void AddInSevera()
    {
        var life = world.Begin("Severa");
        _ofSevera.Add(life);
        var start = NextHour;
        world.Severa.UserAdds(new ItemContent { Title = life.Token + "activity", When = When.Timed(start, start.AddHours(1)) });
    }

    private void InOutlook(TokenLife life, ItemFields field, EntryWrite write)
    {
        var entry = world.Entries.First(e => world.LifeOf(e.Content.Subject) == life);
        world.Story.Add(string.Create(CultureInfo.InvariantCulture, $"Outlook {field}: {life} {entry.OriginalStart:MM-dd HH:mm}"));
        var changed = world.Users.Update(world.Mailbox, entry.Entry.Id, entry.OriginalStart, write)!;
        life.LastWritten[(Side.Outlook, field)] = RawEntry.Of(changed).Canonical(field);
    }

    private void InSevera(TokenLife life, ItemFields field, Func<ItemContent, ItemContent> change)
    {
        var activity = world.Severa.Visible.Where(a => world.LifeOf(a.Content.Title) == life).MinBy(a => a.Content.When.Start)!;
        world.Story.Add($"Severa {field}: {life} {activity.Id}");
        world.Severa.UserChanges(activity, change);
        life.LastWritten[(Side.Severa, field)] = activity.Content.Canonical(field);
    }
}
