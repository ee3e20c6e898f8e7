using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>What runs mean for the connection they share with others (R22), and whether a mailbox asked again meanwhile.</summary>
public sealed class ConnectionState(IDbContextFactory<SyncDbContext> contexts, ConnectionPause pause)
{
    /// <summary>An error of the whole connection pauses it for all its mailboxes; a success ends the memory of the last one, once its pause is over.</summary>
    public async Task LearnAsync(Guid mailboxId, RunReport? report, CancellationToken cancellationToken)
    {
        if (report is null)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = await db.ExchangeConnections
            .Where(c => db.Mailboxes.Any(m => m.Id == mailboxId && m.ConnectionId == c.Id))
            .Select(c => new { c.Id, c.ErrorNumber })
            .SingleOrDefaultAsync(cancellationToken);
        if (known is null)
        {
            return;
        }

        if (report is { Outcome: RunOutcome.Failed, ErrorScope: ErrorScope.Connection, ErrorNumber: { } number })
        {
            var error = new SideException(number, ErrorScope.Connection, report.ErrorIsPermanent, report.ErrorCode ?? "") { RetryAfter = report.RetryAfter };
            await pause.PauseAsync(known.Id, error, cancellationToken);
        }
        else if (report.Outcome != RunOutcome.Failed && known.ErrorNumber is not null)
        {
            await pause.ForgetAsync(known.Id, cancellationToken);
        }
    }

    /// <summary>What the mailbox's owner sees beside the error of the last run.</summary>
    public async Task<string?> ReferenceAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Mailboxes.Where(m => m.Id == mailboxId).Select(m => m.ErrorReference).SingleOrDefaultAsync(cancellationToken);
    }

    /// <summary>The owner has proved the mailbox (R23): before that nobody reads it, not even for a preview.</summary>
    public async Task<bool> IsProvedAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Mailboxes.AnyAsync(m => m.Id == mailboxId && m.ProvedAt != null, cancellationToken);
    }

    /// <summary>Something triggered the mailbox while it ran.</summary>
    public async Task<bool> WantsAnotherRunAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Mailboxes.AnyAsync(m => m.Id == mailboxId && m.RequestedVersion > m.CompletedVersion, cancellationToken);
    }
}
