using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Auditing;

/// <summary>Puts every row of the audit into the journal too, whoever adds it: before the transaction that holds it ends.</summary>
internal sealed class JournalInterceptor(AuditJournal journal) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Add(eventData.Context);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Add(eventData.Context);
        return ValueTask.FromResult(result);
    }

    private void Add(DbContext? db)
    {
        if (journal.IsKept && db is not null)
        {
            journal.Add([.. db.ChangeTracker.Entries<AuditRow>().Where(row => row.State == EntityState.Added).Select(row => AuditLine.Of(row.Entity))]);
        }
    }
}
