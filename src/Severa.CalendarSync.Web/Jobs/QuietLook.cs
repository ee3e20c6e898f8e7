using System.Collections.Concurrent;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>
/// Before the runs of a batch: mailboxes that have nothing to do unless their Outlook calendar says so are asked for that alone, and where
/// nothing has happened their turn is over. All the rest, errors too, is left to runs.
/// </summary>
public sealed class QuietLook(QuietMailboxes mailboxes, SyncPolicyReader policies, MailboxConnections connections, IExchangeConnector exchange, RunLoggers loggers)
{
    /// <summary>Nobody waits longer for one that answers slowly; what was not answered is left to runs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <param name="batch">The mailboxes of the batch.</param>
    /// <param name="atOnce">How many are asked at the same time, and until when.</param>
    /// <returns>Those that are to run.</returns>
    public async Task<IReadOnlyList<Guid>> LeaveOutQuietAsync(IReadOnlyList<Guid> batch, ParallelOptions atOnce)
    {
        var cancellationToken = atOnce.CancellationToken;
        var found = await mailboxes.FindAsync(batch, cancellationToken);
        if (found is [])
        {
            return batch;
        }

        var silent = await AskAsync(found, atOnce);
        var over = await mailboxes.EndAsync([.. silent.Keys], cancellationToken);
        foreach (var mailbox in over)
        {
            loggers.Looked(mailbox.Id, silent[mailbox]);
        }

        return [.. batch.Except(over.Select(m => m.Id))];
    }

    /// <returns>Those in which nothing has happened, and how long it took to learn that.</returns>
    private async Task<IReadOnlyDictionary<QuietMailbox, TimeSpan>> AskAsync(IReadOnlyList<QuietMailbox> found, ParallelOptions atOnce)
    {
        var cancellationToken = atOnce.CancellationToken;
        var settings = await policies.ReadAsync([.. found.Select(m => m.Id)], cancellationToken);
        var known = await connections.KnownAsync(found.Select(m => m.ConnectionId).OfType<Guid>().Distinct(), cancellationToken);
        var silent = new ConcurrentDictionary<QuietMailbox, TimeSpan>();
        using var limit = new CancellationTokenSource(Patience, loggers.Time);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        await Parallel.ForEachAsync(found.Where(IsAsSettled), atOnce, async (mailbox, _) =>
        {
            var (own, began) = (settings[mailbox.Id], loggers.Time.GetTimestamp());
            try
            {
                if (known.Of(own.Address, mailbox.ConnectionId) is { } connection && await IsSilentAsync(connection, own, mailbox, until.Token))
                {
                    silent[mailbox] = loggers.Time.GetElapsedTime(began);
                }
            }
            catch (Exception)
            {
                // A run of its own meets it again, and tells whom it concerns. Until then nobody else is asked for nothing.
                await until.CancelAsync();
            }
        });
        return silent;

        bool IsAsSettled(QuietMailbox mailbox) => settings.TryGetValue(mailbox.Id, out var own) && own.AreRulesOf(mailbox.PolicyHash);
    }

    private async Task<bool> IsSilentAsync(UsableConnection connection, MailboxSettings own, QuietMailbox mailbox, CancellationToken cancellationToken)
    {
        using var scope = loggers.BeginLook(mailbox.Id);
        using var span = SyncTelemetry.Source.StartActivity("look")?.SetTag("mailbox.id", mailbox.Id);
        var server = await connection.ForAsync(own.Address, cancellationToken);
        var isSilent = await exchange.IsSilentAsync(server, new ExchangeMailbox(own.Address, own.Zone, own.FolderId), mailbox.OutlookCursor, cancellationToken);
        span?.SetTag("look.silent", isSilent);
        return isSilent;
    }
}
