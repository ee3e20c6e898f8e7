using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Importing;

/// <summary>
/// Fills a mailbox from an iCalendar file. Each event stands for itself: what cannot be read is named, the rest comes in.
/// Rules Exchange cannot express come in as single entries, and that is named too.
/// </summary>
internal sealed class CalendarImport(MailboxStore store, TimeProvider clock)
{
    public ImportReport Import(Mailbox mailbox, byte[] file)
    {
        var (events, others) = ComponentSplitter.Split(ComponentSplitter.Decode(file));
        var problems = others.ToList();
        if (events.Count == 0)
        {
            problems.Add(new ImportProblem("VCALENDAR", "", "The file has no events."));
        }

        var zones = new ImportZones(new ZoneRef(mailbox.Identity.Zone));
        var read = events.Select(text => Try(problems, text.Uid, () => ImportedEvent.Parse(text, zones, problems))).OfType<ImportedEvent>().ToList();
        lock (mailbox.Gate)
        {
            try
            {
                var writer = new ImportWriter(mailbox, zones, clock.GetUtcNow(), problems);
                return new ImportReport(read.OrderBy(e => e.Source.RecurrenceIdentifier is null ? 0 : 1).Sum(e => Try(problems, e.Uid, () => (int?)writer.Write(e)) ?? 0), problems);
            }
            finally
            {
                store.Commit(mailbox);
            }
        }
    }

    /// <summary>One event's failure, whatever its kind, is named and must not stop the import.</summary>
    private static T? Try<T>(List<ImportProblem> problems, string uid, Func<T?> step)
    {
        try
        {
            return step();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            problems.Add(new ImportProblem("VEVENT", uid, error.Message));
            return default;
        }
    }
}
