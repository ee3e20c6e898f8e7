using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>The runs of one person's mailbox, as the database knows them.</summary>
internal sealed class SyncRuns(AppFactory app, string email = AppFactory.Aino)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public Task<Mailbox> MailboxAsync() => app.QueryAsync(db => db.Mailboxes.AsNoTracking().SingleAsync(m => m.Account!.Email == email));

    /// <summary>Waits until everything that was asked for has been run.</summary>
    public async Task<Mailbox> SettledAsync()
    {
        await Wait.UntilAsync(async () => await MailboxAsync() is { LastCheckedAt: not null, LeaseUntil: null } m && m.RequestedVersion <= m.CompletedVersion, "the runs to end", Patience);
        return await MailboxAsync();
    }

    /// <summary>Until no job waits any more: one asked for twice may find that the first one did its work.</summary>
    public Task IdleAsync() => Wait.UntilAsync(
        () => Task.FromResult(app.Services.GetRequiredService<JobStorage>().GetMonitoringApi().GetStatistics() is { Enqueued: 0, Processing: 0 }), "the jobs to end", Patience);

    /// <summary>As <see cref="SettledAsync"/>, and the last run succeeded.</summary>
    public async Task SucceededAsync()
    {
        var mailbox = await SettledAsync();
        Assert.True(mailbox.ErrorNumber is null && mailbox.ErrorCode is null, $"The run ended with E{mailbox.ErrorNumber} {mailbox.ErrorCode}.");
    }

    public Task FailedAsync() => Wait.UntilAsync(async () => (await MailboxAsync()).ErrorNumber is not null, "a run to fail", Patience);

    /// <summary>Runs that had something to do or failed, and runs that found nothing.</summary>
    public async Task<(int Kept, int Quiet)> CountAsync()
    {
        var id = (await MailboxAsync()).Id;
        return await app.QueryAsync(async db => (
            await db.Runs.CountAsync(r => r.MailboxId == id),
            await db.QuietDays.Where(d => d.MailboxId == id).SumAsync(d => d.Runs)));
    }
}
