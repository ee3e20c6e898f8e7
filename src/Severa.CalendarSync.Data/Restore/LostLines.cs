using Severa.CalendarSync.Data.Auditing;

namespace Severa.CalendarSync.Data.Restore;

/// <summary>What the journal of the audit tells, and a database that was put back does not know.</summary>
public static class LostLines
{
    /// <summary>Databases keep times more coarsely than we do.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(2);

    /// <param name="journal">All lines of the journal.</param>
    /// <param name="known">The rows of the database's audit since then, at least.</param>
    /// <param name="since">Nothing from before this is lost.</param>
    /// <returns>In the order of time.</returns>
    public static IReadOnlyList<AuditLine> Find(IEnumerable<AuditLine> journal, IEnumerable<AuditLine> known, DateTime since)
    {
        var times = known.ToLookup(What, line => line.At);
        return [.. journal.Where(line => line.At > since && !times[What(line)].Any(at => (at - line.At).Duration() < Rounding)).OrderBy(line => line.At)];
    }

    private static (string, Guid?, Guid?) What(AuditLine line) => (line.Action, line.ActorId, line.SubjectId);
}
