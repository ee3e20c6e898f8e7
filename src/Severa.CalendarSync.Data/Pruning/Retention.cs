using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Erasure;

namespace Severa.CalendarSync.Data.Pruning;

/// <summary>What is too old, table by table.</summary>
public static class Retention
{
    /// <summary>History, conflict values, undo, and whatever else holds contents or leads to them.</summary>
    public const int ContentDays = 30;

    /// <summary>Reports of runs, and alerts that are over.</summary>
    public const int RunDays = 90;

    /// <summary>Settled intents.</summary>
    public const int IntentDays = 7;

    public const int AuditDays = 730;

    /// <summary>The window begins at a midnight somewhere, and moves by a day each night.</summary>
    private const int WindowMarginDays = 2;

    /// <param name="now">The time.</param>
    /// <param name="daysBack">How far the window reaches back: what was dismissed inside it would come back if nobody remembered it.</param>
    internal static IEnumerable<(string Name, Func<SyncDbContext, IQueryable<object>> Old)> Rules(DateTime now, int daysBack)
    {
        var contents = now.AddDays(-ContentDays);
        var dismissed = now.AddDays(-Math.Max(ContentDays, daysBack + WindowMarginDays));
        var runs = now.AddDays(-RunDays);
        var intents = now.AddDays(-IntentDays);
        var audit = now.AddDays(-AuditDays);
        var quiet = DateOnly.FromDateTime(runs);
        return
        [
            // What is held waits for a person, who decides by its title.
            ("History", db => db.History.Where(h => h.At < contents && !(h.Kind == SyncActionKind.Hold && db.Links.Any(l => l.Id == h.LinkId && l.State == LinkState.Held))).OrderBy(h => h.Id)),
            ("Conflicts", db => db.Conflicts.Where(c => c.At < contents).OrderBy(c => c.Id)),
            ("Runs", db => db.Runs.Where(r => r.EndedAt < runs).OrderBy(r => r.Id)),
            ("QuietDays", db => db.QuietDays.Where(d => d.Day < quiet).OrderBy(d => d.MailboxId).ThenBy(d => d.Day)),
            ("Intents", db => db.Intents.Where(i => i.ClosedAt < intents).OrderBy(i => i.OperationId)),
            ("OwnWrites", db => db.OwnWrites.Where(w => w.At < contents).OrderBy(w => w.Id)),
            ("Links", db => db.Links.Where(l => l.State == LinkState.Dismissed && l.EndsAt < dismissed).OrderBy(l => l.Id)),
            ("Dismissals", db => db.Dismissals.Where(d => d.EndsAt < dismissed).OrderBy(d => d.MailboxId).ThenBy(d => d.LinkId)),
            ("Undos", db => db.Undos.Where(u => u.RequestedAt < contents).OrderBy(u => u.Id)),
            ("OneTimeCodes", db => db.OneTimeCodes.Where(c => c.ExpiresAt < contents).OrderBy(c => c.Id)),
            ("Sessions", db => db.Sessions.Where(s => s.EndsAt < now).OrderBy(s => s.Id)),
            ("Activities", db => db.Activities.IgnoreQueryFilters().Where(a => a.DeletedAt < contents).OrderBy(a => a.Id)),
            ("Alerts", db => db.Alerts.Where(a => a.EndedAt < runs).OrderBy(a => a.Id)),
            ("Audit", db => db.Audit.Where(a => a.At < audit).OrderBy(a => a.Id)),
            .. OfDeactivated(contents),
        ];
    }

    /// <summary>Announced writes that nobody will settle soon, such as those of a mailbox that is off: their texts need not wait for it.</summary>
    internal static IQueryable<IntentRow> Forsaken(SyncDbContext db, DateTime now)
    {
        var contents = now.AddDays(-ContentDays);
        return db.Intents.Where(i => i.ClosedAt == null && i.At < contents && i.Event != null);
    }

    /// <summary>The mailboxes of those who left, as far as they still remember anything.</summary>
    internal static IQueryable<Mailbox> Remembering(SyncDbContext db, DateTime now) => Left(db, now.AddDays(-ContentDays))
        .Where(m => m.ProvedAt != null || m.FolderId != null || m.EnabledAt != null || m.LastCheckedAt != null || m.Epoch != "" || m.OutlookCursor != null || m.SeveraCursor != null);

    /// <summary>Deactivated for so long: everything that is remembered of the mailbox goes; the activities are the organisation's.</summary>
    private static IEnumerable<(string Name, Func<SyncDbContext, IQueryable<object>> Old)> OfDeactivated(DateTime since) =>
        MailboxMemory.Tables.Select(table => (table.Name, (Func<SyncDbContext, IQueryable<object>>)(db => table.Rows(db, Left(db, since).Select(m => m.Id)))));

    private static IQueryable<Mailbox> Left(SyncDbContext db, DateTime since) =>
        db.Mailboxes.Where(m => !m.Account!.IsActive && m.Account.DeactivatedAt < since);
}
