using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Benchmarks.Measuring;

/// <summary>What the service has written down.</summary>
internal sealed class Ledger(PreparedDatabase database)
{
    /// <summary>Mailboxes that have at least so many whole pairs.</summary>
    public Task<int> ConvergedAsync(int pairs) => database.AskAsync(db => db.Links
        .Where(l => l.State == LinkState.Active && l.EntryToken != null && l.ActivityId != null && l.SetAsideCode == null)
        .GroupBy(l => l.MailboxId)
        .CountAsync(links => links.Count() >= pairs));

    public Task<int> PairsAsync() => database.AskAsync(db => db.Links.CountAsync());

    /// <summary>All runs so far, those without work included.</summary>
    public Task<int> RunsAsync() => database.AskAsync(async db => await db.Runs.CountAsync() + await db.QuietDays.SumAsync(d => d.Runs));

    /// <summary>What went wrong since then, and how often.</summary>
    public Task<IReadOnlyDictionary<string, int>> FailuresAsync(DateTime since) => database.AskAsync(async db =>
    {
        var failures = await db.Runs.Where(r => r.Outcome == RunOutcome.Failed && r.EndedAt >= since)
            .GroupBy(r => new { r.ErrorNumber, r.ErrorCode })
            .Select(same => new { same.Key.ErrorNumber, same.Key.ErrorCode, Times = same.Count() })
            .ToListAsync();
        return (IReadOnlyDictionary<string, int>)failures.ToDictionary(f => $"E{f.ErrorNumber} {f.ErrorCode}", f => f.Times, StringComparer.Ordinal);
    });

    public async Task NoteAsync(Successes successes)
    {
        var all = await database.AskAsync(db => db.Mailboxes.Select(m => new { m.Id, m.LastSuccessAt }).ToListAsync());
        all.ForEach(m => successes.Note(m.Id, m.LastSuccessAt));
    }

    /// <summary>Titles of activities that begin like this.</summary>
    public Task<List<string>> TitlesAsync(string beginning) =>
        database.AskAsync(db => db.Activities.Where(a => a.Title.StartsWith(beginning)).Select(a => a.Title).ToListAsync());

    /// <summary>The titles in everybody's Severa calendar, by address.</summary>
    public Task<ILookup<string, string>> ActivitiesAsync() => database.AskAsync(async db =>
    {
        var all = await db.Activities
            .Join(db.Users, a => a.OwnerId, u => u.Id, (a, u) => new { u.Email, a.Title })
            .ToListAsync();
        return all.ToLookup(a => a.Email!, a => a.Title, StringComparer.OrdinalIgnoreCase);
    });
}
