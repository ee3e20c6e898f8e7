using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;

/// <summary>What the user does with a series as a whole, or with "this and all following".</summary>
internal sealed class OutlookSeriesUser(HistoryWorld world)
{
    public void Act(ItemView entry, TokenLife life)
    {
        var what = world.Pick("whole time", "whole title", "day", "end earlier", "delete series", "following title", "following time");
        world.Story.Add($"Outlook {what}: {life} {entry.OriginalStart:MM-dd HH:mm}");
        var (id, slot, master) = (entry.Entry.Id, entry.OriginalStart!.Value, entry.Entry.Content);
        switch (what)
        {
            case "whole time":
                SlotsReturn(entry, life);
                Update(id, new EntryWrite { Start = master.Start.AddHours(1), End = master.End.AddHours(1) });
                break;
            case "whole title":
                life.WasRetitled = true;
                Update(id, new EntryWrite { Subject = life.Token + world.Text() });
                break;
            case "day":
                SlotsReturn(entry, life);
                var rule = entry.Entry.Rule!;
                Update(id, new EntryWrite { Recurrence = rule with { Days = [(DayKind)(((int)rule.Days[0] + 1) % 7)] } });
                break;
            case "end earlier":
                life.WasDeleted = true;
                world.Users.DeleteFollowing(world.Mailbox, id, slot);
                break;
            case "delete series":
                life.WasDeleted = true;
                world.Users.Delete(world.Mailbox, id, null);
                break;
            case "following title":
                life.WasDivided = life.WasRetitled = true;
                world.Users.UpdateFollowing(world.Mailbox, id, slot, new EntryWrite { Subject = life.Token + world.Text() });
                break;
            default:
                life.WasDivided = true;
                world.Users.UpdateFollowing(world.Mailbox, id, slot, new EntryWrite { Start = slot.AddHours(1), End = slot.AddHours(2) });
                break;
        }
    }

    /// <summary>Deletes the entry or the occurrence; Outlook refuses to delete the last one alone.</summary>
    public void Delete(ItemView entry, TokenLife life)
    {
        life.WasDeleted = true;
        world.Users.Delete(world.Mailbox, entry.Entry.Id, entry.OriginalStart);
    }

    /// <summary>
    /// A series with other times has every slot again, those that were deleted too: beside the single entries their edited
    /// activities may have come back as (R10).
    /// </summary>
    private static void SlotsReturn(ItemView entry, TokenLife life) => life.Occurrences += entry.Entry.Deleted.Count;

    private void Update(string id, EntryWrite write) => world.Users.Update(world.Mailbox, id, null, write);
}
