using Hangfire;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Jobs;

/// <summary>"Check all mailboxes" (P6).</summary>
public sealed class CheckMailboxesJob(MailboxChecks checks)
{
    /// <param name="check">Which: where its node dies, another one goes on with it.</param>
    /// <param name="cancellationToken">Replaced by Hangfire: the service is stopping.</param>
    [AutomaticRetry(Attempts = 0)]
    public Task RunAsync(Guid check, CancellationToken cancellationToken) => checks.RunAsync(check, cancellationToken);
}
