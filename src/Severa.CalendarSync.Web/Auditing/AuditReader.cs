using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Auditing;

/// <summary>P12: who did what to whom, when, from where; the latest first.</summary>
public sealed class AuditReader(SyncDbContext db)
{
    private const int PageSize = 50;

    public Task<PageOf<AuditLine>> PageAsync(AuditQuery wanted, int page, CancellationToken cancellationToken) =>
        Lines(wanted).PageAsync(page, PageSize, cancellationToken);

    /// <summary>All of it, row by row: a file may be longer than memory.</summary>
    public IAsyncEnumerable<AuditLine> AllAsync(AuditQuery wanted) => Lines(wanted).AsAsyncEnumerable();

    /// <summary>After an erasure (P2) the person of the lines until then is shown by his id.</summary>
    private IQueryable<AuditRow> Erasures => db.Audit.Where(row => row.Action == AuditAction.SyncDataErased);

    private IQueryable<AuditLine> Lines(AuditQuery wanted)
    {
        var erasures = Erasures;
        return Rows(wanted)
            .OrderByDescending(row => row.Id)
            .Select(row => new AuditLine
            {
                At = row.At,
                Action = row.Action,
                ActorId = row.ActorId,
                Actor = db.Users.Where(a => a.Id == row.ActorId && !erasures.Any(e => e.SubjectId == a.Id && e.Id >= row.Id)).Select(a => a.DisplayName).FirstOrDefault(),
                SubjectId = row.SubjectId,
                Subject = db.Users.Where(a => a.Id == row.SubjectId && !erasures.Any(e => e.SubjectId == a.Id && e.Id >= row.Id)).Select(a => a.DisplayName).FirstOrDefault(),
                Detail = row.Detail,
                RemoteAddress = row.RemoteAddress,
            });
    }

    private IQueryable<AuditRow> Rows(AuditQuery wanted)
    {
        var rows = db.Audit.AsNoTracking()
            .Where(row => wanted.Action == null || row.Action == wanted.Action)
            .Where(row => wanted.From == null || row.At >= wanted.From)
            .Where(row => wanted.Until == null || row.At < wanted.Until);
        if (string.IsNullOrWhiteSpace(wanted.Who))
        {
            return rows;
        }

        var (people, erasures) = (db.PeopleLike(wanted.Who), Erasures);
        return rows.Where(row => people.Any(a => (a.Id == row.ActorId || a.Id == row.SubjectId) && !erasures.Any(e => e.SubjectId == a.Id && e.Id >= row.Id)));
    }
}
