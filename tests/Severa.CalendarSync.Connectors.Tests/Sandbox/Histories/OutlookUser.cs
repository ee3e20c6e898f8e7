using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;

/// <summary>What the user does in Outlook, in the store of the simulated Exchange itself.</summary>
internal sealed class OutlookUser(HistoryWorld world)
{
    private static readonly Attendee Guest = new("Guest", "guest@fabrikam.test");

    private readonly OutlookSeriesUser _series = new(world);

    /// <summary>Change keys of meetings as the user left them: nobody else may change one.</summary>
    public Dictionary<string, string> Meetings { get; private set; } = new(StringComparer.Ordinal);

    public void Act()
    {
        CheckMeetings();
        try
        {
            ActOnce();
        }
        catch (MailboxRuleException refused)
        {
            world.Story.Add("  Outlook refuses: " + refused.Code);
        }

        Meetings = MeetingKeys();
    }

    /// <exception cref="InvalidOperationException">The service wrote to a meeting.</exception>
    public void CheckMeetings()
    {
        var now = MeetingKeys();
        var touched = Meetings.FirstOrDefault(m => now.GetValueOrDefault(m.Key) != m.Value);
        if (touched.Key is not null)
        {
            throw new InvalidOperationException("the service touched the meeting " + world.Mailbox.Find(touched.Key)?.Content.Subject);
        }
    }

    private Dictionary<string, string> MeetingKeys() => world.Users.Rows(world.Mailbox)
        .Where(v => v.Content.IsMeeting).ToDictionary(v => v.Id, v => v.ChangeKey, StringComparer.Ordinal);

    private void ActOnce()
    {
        var entries = world.Entries.Where(v => world.LifeOf(v.Content.Subject) is not null).ToList();
        if (entries.Count == 0 || world.Chance(0.25))
        {
            Add();
            return;
        }

        var entry = world.Pick(entries);
        var life = world.LifeOf(entry.Content.Subject)!;
        if (entry.IsOccurrence && world.Chance(0.4))
        {
            _series.Act(entry, life);
            return;
        }

        Edit(entry, life);
    }

    private void Add()
    {
        var life = world.Begin("Outlook");
        var when = world.Time();
        var write = TimeOf(when) with { Subject = life.Token + world.Text(), Location = world.Chance(0.5) ? world.Text() : "" };
        if (world.Chance(0.15))
        {
            life.IsMeeting = true;
            write = world.Chance(0.5)
                ? write with { Attendees = [Guest] }
                : write with { Organizer = new Person(Guest.Name, Guest.Address), Attendees = [new Attendee("Aino", ExchangeHost.Aino)], MyResponse = "Tentative" };
        }

        if (!when.IsAllDay && world.Chance(0.4))
        {
            (life.IsSeries, life.Occurrences) = (true, world.Number(2, 6));
            write = write with { Recurrence = Weekly(when.Start, life.Occurrences) };
        }

        if (world.Chance(0.15))
        {
            life.WasPrivate = true;
            write = write with { Sensitivity = world.Pick("Private", "Personal", "Confidential") };
        }

        world.Users.Create(world.Mailbox, write);
        world.Story.Add($"  {(life.IsMeeting ? "meeting " : "")}{(life.IsSeries ? life.Occurrences + " times " : "")}{when.Canonical} {write.Sensitivity}");
    }

    private void Edit(ItemView entry, TokenLife life)
    {
        var what = world.Pick("title", "title", "place", "notes", "time", "time", "private", "delete", "away and back", "response");
        world.Story.Add($"Outlook {what}: {life} {entry.OriginalStart:MM-dd HH:mm}");
        life.WasEdited |= what != "delete";
        switch (what)
        {
            case "title":
                Write(entry, life, ItemFields.Title, new EntryWrite { Subject = life.Token + world.Text() });
                break;
            case "place":
                Write(entry, life, ItemFields.Place, new EntryWrite { Location = world.Text() });
                break;
            case "notes":
                var isHtml = world.Chance(0.5);
                var text = world.Text();
                Write(entry, life, ItemFields.Notes, new EntryWrite { Notes = isHtml ? $"<html><body><p><b>{text}</b></p></body></html>" : text, NotesAreHtml = isHtml });
                break;
            case "time":
                Update(entry, TimeOf(entry.IsOccurrence ? Nearby(entry) : world.Time()));
                break;
            case "private":
                life.WasPrivate = true;
                Update(entry, new EntryWrite { Sensitivity = entry.Content.Sensitivity == "Normal" ? "Private" : "Normal" });
                break;
            case "delete":
                _series.Delete(entry, life);
                break;
            case "away and back":
                var away = world.Users.Move(world.Mailbox, entry.Entry.Id, Folders.DeletedItems)!;
                world.Users.Move(world.Mailbox, away.Id, Folders.Calendar);
                break;
            default:
                Respond(entry, life);
                break;
        }
    }

    private void Respond(ItemView entry, TokenLife life)
    {
        if (entry.Content.IsOrganizer)
        {
            Update(entry, new EntryWrite { ReminderMinutes = world.Number(5, 60) });
            return;
        }

        life.WasDeleted = true;
        Update(entry, new EntryWrite { MyResponse = "Decline" });
    }

    private void Write(ItemView entry, TokenLife life, ItemFields field, EntryWrite write)
    {
        Update(entry, write);
        life.WasRetitled |= field == ItemFields.Title;
        life.LastWritten[(Side.Outlook, field)] = RawEntry.Of(world.Users.Find(world.Mailbox, entry.Entry.Id, entry.OriginalStart)!).Canonical(field);
    }

    private void Update(ItemView entry, EntryWrite write) => world.Users.Update(world.Mailbox, entry.Entry.Id, entry.OriginalStart, write);

    private When Nearby(ItemView entry)
    {
        var start = entry.Start.AddHours(world.Number(-30, 30));
        return When.Timed(start, start.AddHours(1));
    }

    internal static EntryWrite TimeOf(When when)
    {
        var (start, end) = when.Span(Setup.Helsinki);
        return new EntryWrite { Start = start, End = end, IsAllDay = when.IsAllDay };
    }

    private static Recurrence Weekly(DateTimeOffset start, int count)
    {
        var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(start, Setup.Helsinki).DateTime);
        return new Recurrence { Kind = PatternKind.Weekly, Days = [Enum.Parse<DayKind>(day.DayOfWeek.ToString())], StartDate = day, Count = count };
    }
}
