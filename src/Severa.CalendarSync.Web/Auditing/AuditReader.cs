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

    private IQueryable<AuditLine> Lines(AuditQuery wanted) => Rows(wanted)
        .OrderByDescending(row => row.Id)
        .Select(row => new AuditLine
        {
            At = row.At,
            Action = row.Action,
            ActorId = row.ActorId,
            Actor = db.Users.Where(account => account.Id == row.ActorId).Select(account => account.DisplayName).FirstOrDefault(),
            SubjectId = row.SubjectId,
            Subject = db.Users.Where(account => account.Id == row.SubjectId).Select(account => account.DisplayName).FirstOrDefault(),
            Detail = row.Detail,
            RemoteAddress = row.RemoteAddress,
        });

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

        var people = db.PeopleLike(wanted.Who);
        return rows.Where(row => people.Any(account => account.Id == row.ActorId || account.Id == row.SubjectId));
    }
}
