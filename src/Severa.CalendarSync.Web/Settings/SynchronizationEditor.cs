using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Settings;

/// <summary>Saves the settings of P5 and sets in motion what they mean.</summary>
public sealed class SynchronizationEditor(SyncDbContext db, Audit audit, SettingsChange change)
{
    /// <returns>False: somebody else saved after the form was opened; nothing was written.</returns>
    public async Task<bool> SaveAsync(SynchronizationInput input, CancellationToken cancellationToken)
    {
        var organization = await db.Organizations.SingleAsync(cancellationToken);
        if (organization.Version != input.Version)
        {
            return false;
        }

        var earlier = (organization.DaysBack, organization.DaysAhead);
        input.CopyTo(organization);
        if (!db.ChangeTracker.HasChanges())
        {
            return true;
        }

        organization.Version++;
        audit.Add(AuditAction.SynchronizationSaved, detail: $"add-on {(input.IsAddOnOn ? "on" : "off")}; {input.Mode}; window {input.DaysBack}+{input.DaysAhead}");
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        await StartOrStopAsync(input, isNewWindow: earlier != (organization.DaysBack, organization.DaysAhead), cancellationToken);
        return true;
    }

    private async Task StartOrStopAsync(SynchronizationInput input, bool isNewWindow, CancellationToken cancellationToken)
    {
        // Requested even while stopped: the mailboxes are due as soon as it goes on.
        await (isNewWindow ? change.RequestFullRunsAsync(cancellationToken) : change.RequestRunsAsync(cancellationToken));
        if (!input.IsAddOnOn || input.Mode != SyncMode.Normal)
        {
            await change.StopRunsAsync(cancellationToken);
        }
    }
}
