using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>What the reader wants undone or back in his own mailbox (R25). Each answers how many writes will be.</summary>
public sealed class OwnUndo(UndoRequests undos, SyncTrigger trigger, SyncDbContext db, Audit audit, Reader reader)
{
    public async Task<int> UndoAsync(long historyId, CancellationToken cancellationToken) =>
        await CarryOutAsync(await undos.RequestAsync(reader.Id, [historyId], cancellationToken), "ChangeUndone", cancellationToken);

    public async Task<int> UndoRunAsync(Guid runId, CancellationToken cancellationToken) =>
        await CarryOutAsync(await undos.RequestRunAsync(reader.Id, runId, cancellationToken), "RunUndone", cancellationToken);

    public async Task<int> RestoreAsync(long conflictId, CancellationToken cancellationToken) =>
        await CarryOutAsync(await undos.RestoreAsync(reader.Id, conflictId, cancellationToken), "ValueRestored", cancellationToken);

    private async Task<int> CarryOutAsync(UndoAnswer answer, string action, CancellationToken cancellationToken)
    {
        if (answer.Count > 0)
        {
            audit.Add(action, reader.Id, $"{answer.Count}");
            await db.SaveChangesAsync(cancellationToken);
            await trigger.RequestAsync(answer.MailboxesToRun, cancellationToken);
        }

        return answer.Count;
    }
}
