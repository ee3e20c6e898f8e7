using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Opens both calendars of a mailbox.</summary>
public sealed class MailboxCalendars(
    SyncPolicyReader policies, ConnectionSettings connections, IExchangeConnector exchange, IDbContextFactory<SyncDbContext> contexts, TimeProvider time)
{
    /// <exception cref="SideException">The settings or the connection cannot be used as they are.</exception>
    public async Task<(ICalendarSide Outlook, ICalendarSide Severa, MailboxSettings Settings)> OpenAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        var settings = await ReadSettingsAsync(mailboxId, cancellationToken);
        var connection = await connections.OpenAsync(settings.Address, cancellationToken);
        var outlook = exchange.OpenCalendar(connection, new ExchangeMailbox(settings.Address, settings.Zone, settings.FolderId));
        return (outlook, new BuiltInActivities(contexts, time, settings.Activities), settings);
    }

    /// <summary>What became of a run may say that the mailbox lives elsewhere now.</summary>
    public void Learn(MailboxSettings settings, RunReport? report)
    {
        if (report is { Outcome: RunOutcome.Failed })
        {
            connections.Doubt(settings.Address, report);
        }
    }

    private async Task<MailboxSettings> ReadSettingsAsync(Guid mailboxId, CancellationToken cancellationToken)
    {
        try
        {
            return await policies.ReadAsync(mailboxId, cancellationToken);
        }
        catch (PolicyProblemException e)
        {
            // No number of product.md fits a missing default type or zone: it is shown as a mailbox error with its code.
            throw new SideException(SideException.Unnumbered, ErrorScope.Mailbox, isPermanent: true, e.Problem.ToString(), e);
        }
    }
}
