using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>What the reader wants undone or back in his own mailbox (R25). Each answers how many writes will be.</summary>
public sealed class OwnUndo(UndoRequests undos, SyncTrigger trigger, Audit audit, Reader reader)
{
    public async Task<int> UndoAsync(long historyId, CancellationToken cancellationToken) =>
        await RunAsync(await undos.RequestAsync(reader.Id, [historyId], Note(AuditAction.ChangeUndone), cancellationToken), cancellationToken);

    public async Task<int> UndoRunAsync(Guid runId, CancellationToken cancellationToken) =>
        await RunAsync(await undos.RequestRunAsync(reader.Id, runId, Note(AuditAction.RunUndone), cancellationToken), cancellationToken);

    public async Task<int> RestoreAsync(long conflictId, CancellationToken cancellationToken) =>
        await RunAsync(await undos.RestoreAsync(reader.Id, conflictId, Note(AuditAction.ValueRestored), cancellationToken), cancellationToken);

    private Func<int, AuditRow> Note(AuditAction action) => count => audit.Note(action, reader.Id, $"{count}");

    private async Task<int> RunAsync(UndoAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Count > 0)
        {
            await trigger.RequestAsync(answer.MailboxesToRun, cancellationToken);
        }

        return answer.Count;
    }
}
