using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Profile;

namespace Severa.CalendarSync.Web.OwnData;

/// <summary>
/// All that the service keeps about the reader, and about nobody else. What it remembers of a mailbox is there once he has proved that
/// mailbox, and only since it is the one at his address (R23).
/// </summary>
public sealed class OwnDataReader(SyncDbContext db, OwnMailbox own, Reader reader)
{
    public async Task<IReadOnlyList<OwnDataPart>> PartsAsync(CancellationToken cancellationToken) =>
        await own.FindProvedAsync(cancellationToken) is { } mailbox ? [.. OfAccount(), .. OfMailbox(mailbox)] : OfAccount();

    private IReadOnlyList<OwnDataPart> OfAccount()
    {
        var id = reader.Id;
        return
        [
            new("account", Account(id).AsAsyncEnumerable()),
            new("roles", db.UserRoles.Where(r => r.UserId == id).Join(db.Roles, r => r.RoleId, r => r.Id, (_, r) => new { Role = r.Name }).AsAsyncEnumerable()),
            new("sign-in-providers", db.UserLogins.Where(l => l.UserId == id).Select(l => new { l.LoginProvider, l.ProviderKey }).AsAsyncEnumerable()),
            new("sessions", Sessions(id).AsAsyncEnumerable()),
            new("mailbox", db.Mailboxes.AsNoTracking().Where(m => m.AccountId == id).AsAsyncEnumerable()),
            new("activities", Activities(id).AsAsyncEnumerable()),
            new("codes", Codes(id).AsAsyncEnumerable()),
            new("audit", Audit(id).AsAsyncEnumerable()),
        ];
    }

    private IEnumerable<OwnDataPart> OfMailbox(Mailbox mailbox)
    {
        var (id, from) = (mailbox.Id, mailbox.HistoryVisibleFrom ?? DateTime.MinValue);
        return
        [
            new("links", db.Links.AsNoTracking().Where(l => l.MailboxId == id).OrderBy(l => l.EndsAt).ThenBy(l => l.Id).AsAsyncEnumerable()),
            new("history", db.History.AsNoTracking().Where(h => h.MailboxId == id && h.At >= from).OrderBy(h => h.Id).AsAsyncEnumerable()),
            new("conflicts", db.Conflicts.AsNoTracking().Where(c => c.MailboxId == id && c.At >= from).OrderBy(c => c.Id).AsAsyncEnumerable()),
            new("undo", db.Undos.AsNoTracking().Where(u => u.MailboxId == id && u.RequestedAt >= from).OrderBy(u => u.RequestedAt).ThenBy(u => u.Id).AsAsyncEnumerable()),
            new("dismissed", db.Dismissals.AsNoTracking().Where(d => d.MailboxId == id).OrderBy(d => d.EndsAt).ThenBy(d => d.LinkId).AsAsyncEnumerable()),
            new("runs", db.Runs.AsNoTracking().Where(r => r.MailboxId == id && r.EndedAt >= from).OrderBy(r => r.Id).AsAsyncEnumerable()),
            new("quiet-days", db.QuietDays.AsNoTracking().Where(d => d.MailboxId == id).OrderBy(d => d.Day).AsAsyncEnumerable()),
            new("intents", db.Intents.AsNoTracking().Where(i => i.MailboxId == id && i.At >= from).OrderBy(i => i.At).ThenBy(i => i.OperationId).AsAsyncEnumerable()),
            new("own-writes", db.OwnWrites.AsNoTracking().Where(w => w.MailboxId == id && w.At >= from).OrderBy(w => w.Id).AsAsyncEnumerable()),
        ];
    }

    /// <summary>What opens the account is left out: a file that holds it would be a danger to him.</summary>
    private IQueryable<object> Account(Guid id) => db.Users.AsNoTracking().Where(a => a.Id == id).Select(a => new
    {
        a.Id,
        Name = a.DisplayName,
        a.Email,
        a.TimeZoneId,
        a.Language,
        a.IsActive,
        a.IsChosen,
        a.CreatedAt,
        a.DeactivatedAt,
        a.DefaultTypeId,
        a.TwoFactorEnabled,
        a.AccessFailedCount,
        a.LockoutEnd,
    });

    private IQueryable<object> Sessions(Guid id) => db.Sessions.AsNoTracking().Where(s => s.AccountId == id)
        .OrderBy(s => s.BegunAt).ThenBy(s => s.Id)
        .Select(s => new { s.BegunAt, s.SeenAt, s.ConfirmedAt, s.EndsAt, s.Way, s.Step, s.Browser, s.Platform });

    /// <summary>His own, and that he takes part in others': what those say is theirs. Deleted ones are kept for Undo.</summary>
    private IQueryable<object> Activities(Guid id) => db.Activities.AsNoTracking().IgnoreQueryFilters()
        .Where(a => a.OwnerId == id || a.Participants.Any(p => p.AccountId == id))
        .OrderBy(a => a.StartsAt).ThenBy(a => a.Id)
        .Select(a => new
        {
            a.Id,
            IsOwner = a.OwnerId == id,
            Type = a.OwnerId == id ? a.Type!.Name : null,
            Title = a.OwnerId == id ? a.Title : null,
            Place = a.OwnerId == id ? a.Place : null,
            Notes = a.OwnerId == id ? a.Notes : null,
            a.IsAllDay,
            a.StartsAt,
            a.EndsAt,
            a.FirstDay,
            a.DayAfter,
            a.ZoneId,
            Customer = a.OwnerId == id ? a.Customer : null,
            Project = a.OwnerId == id ? a.Project : null,
            Hours = a.OwnerId == id ? a.Hours : null,
            a.CreatedAt,
            a.ModifiedAt,
            a.DeletedAt,
            MadeForLink = a.OwnerId == id ? a.CreatedForLink : null,
            OtherParticipants = a.Participants.Count(p => p.AccountId != id),
        });

    private IQueryable<object> Codes(Guid id) => db.OneTimeCodes.AsNoTracking().Where(c => c.AccountId == id)
        .OrderBy(c => c.CreatedAt).ThenBy(c => c.Id)
        .Select(c => new { c.Purpose, c.CreatedAt, c.ExpiresAt, c.UsedAt, c.Tries, c.Address, c.EntryId, c.FolderId });

    /// <summary>From where somebody else did something to him is about somebody else.</summary>
    private IQueryable<object> Audit(Guid id) => db.Audit.AsNoTracking().Where(a => a.ActorId == id || a.SubjectId == id)
        .OrderBy(a => a.Id)
        .Select(a => new { a.At, a.Action, a.ActorId, a.SubjectId, a.Detail, RemoteAddress = a.ActorId == id ? a.RemoteAddress : null });
}
