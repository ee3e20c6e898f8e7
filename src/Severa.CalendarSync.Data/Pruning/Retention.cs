using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Data.Pruning;

/// <summary>What is too old, table by table.</summary>
internal static class Retention
{
    private const int ContentDays = 30;
    private const int RunDays = 90;
    private const int IntentDays = 7;
    private const int AuditDays = 730;

    public static IEnumerable<(string Name, Func<SyncDbContext, IQueryable<object>> Old)> Rules(DateTime now)
    {
        var contents = now.AddDays(-ContentDays);
        var runs = now.AddDays(-RunDays);
        var intents = now.AddDays(-IntentDays);
        var audit = now.AddDays(-AuditDays);
        var quiet = DateOnly.FromDateTime(runs);
        return
        [
            ("History", db => db.History.Where(h => h.At < contents).OrderBy(h => h.Id)),
            ("Conflicts", db => db.Conflicts.Where(c => c.At < contents).OrderBy(c => c.Id)),
            ("Runs", db => db.Runs.Where(r => r.EndedAt < runs).OrderBy(r => r.Id)),
            ("QuietDays", db => db.QuietDays.Where(d => d.Day < quiet).OrderBy(d => d.MailboxId).ThenBy(d => d.Day)),
            ("Intents", db => db.Intents.Where(i => i.ClosedAt < intents).OrderBy(i => i.OperationId)),
            ("OwnWrites", db => db.OwnWrites.Where(w => w.At < contents).OrderBy(w => w.Id)),
            ("Links", db => db.Links.Where(l => l.State == LinkState.Dismissed && l.EndsAt < contents).OrderBy(l => l.Id)),
            ("Dismissals", db => db.Dismissals.Where(d => d.EndsAt < contents).OrderBy(d => d.MailboxId).ThenBy(d => d.LinkId)),
            ("Undos", db => db.Undos.Where(u => u.RequestedAt < contents).OrderBy(u => u.Id)),
            ("OneTimeCodes", db => db.OneTimeCodes.Where(c => c.ExpiresAt < contents).OrderBy(c => c.Id)),
            ("Activities", db => db.Activities.IgnoreQueryFilters().Where(a => a.DeletedAt < contents).OrderBy(a => a.Id)),
            ("Audit", db => db.Audit.Where(a => a.At < audit).OrderBy(a => a.Id)),
            .. OfDeactivated(contents),
        ];
    }

    /// <summary>Deactivated for 30 days: the contents and the memory of the mailbox go; the activities are the organisation's.</summary>
    private static IEnumerable<(string Name, Func<SyncDbContext, IQueryable<object>> Old)> OfDeactivated(DateTime since) =>
    [
        ("History", db => db.History.Where(h => Gone(db, since).Contains(h.MailboxId)).OrderBy(h => h.Id)),
        ("Conflicts", db => db.Conflicts.Where(c => Gone(db, since).Contains(c.MailboxId)).OrderBy(c => c.Id)),
        ("Intents", db => db.Intents.Where(i => Gone(db, since).Contains(i.MailboxId)).OrderBy(i => i.OperationId)),
        ("OwnWrites", db => db.OwnWrites.Where(w => Gone(db, since).Contains(w.MailboxId)).OrderBy(w => w.Id)),
        ("Links", db => db.Links.Where(l => Gone(db, since).Contains(l.MailboxId)).OrderBy(l => l.Id)),
        ("Dismissals", db => db.Dismissals.Where(d => Gone(db, since).Contains(d.MailboxId)).OrderBy(d => d.MailboxId).ThenBy(d => d.LinkId)),
        ("Undos", db => db.Undos.Where(u => Gone(db, since).Contains(u.MailboxId)).OrderBy(u => u.Id)),
    ];

    private static IQueryable<Guid> Gone(SyncDbContext db, DateTime since) =>
        db.Mailboxes.Where(m => !m.Account!.IsActive && m.Account.DeactivatedAt < since).Select(m => m.Id);
}
