using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>Opens both calendars of a mailbox.</summary>
public sealed class MailboxCalendars(
    SyncPolicyReader policies,
    MailboxConnections connections,
    ConnectionSettings settings,
    IExchangeConnector exchange,
    IDbContextFactory<SyncDbContext> contexts,
    TimeProvider time)
{
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="fence">Of the run that opens them.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SideException">The settings or the connection cannot be used as they are.</exception>
    public async Task<(ICalendarSide Outlook, ICalendarSide Severa, MailboxSettings Settings)> OpenAsync(Guid mailboxId, IWriteFence fence, CancellationToken cancellationToken)
    {
        var mailbox = await ReadSettingsAsync(mailboxId, cancellationToken);
        var connection = await connections.OpenAsync(mailbox.Address, cancellationToken);
        var outlook = exchange.OpenCalendar(connection, new ExchangeMailbox(mailbox.Address, mailbox.Zone, mailbox.FolderId));
        return (outlook, new BuiltInActivities(contexts, time, mailbox.Activities, fence), mailbox);
    }

    /// <summary>What became of a run may say that the mailbox lives elsewhere now.</summary>
    /// <returns>True: it was found there, and another run would reach it.</returns>
    public async Task<bool> LearnAsync(MailboxSettings mailbox, RunReport? report, CancellationToken cancellationToken)
    {
        if (report is not { Outcome: RunOutcome.Failed })
        {
            return false;
        }

        settings.Doubt(mailbox.Address, report);
        return report is { ErrorScope: ErrorScope.Mailbox, ErrorNumber: ConnectionSettings.NoMailbox }
            && await connections.HasMovedAsync(mailbox.Address, cancellationToken);
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
