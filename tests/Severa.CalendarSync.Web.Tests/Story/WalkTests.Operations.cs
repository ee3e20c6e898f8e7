using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Tests.Story;

public sealed partial class WalkTests
{
    /// <summary>With runs that worked, and one that failed.</summary>
    private async Task LookAtOperationsAsync(IPage page)
    {
        var mailbox = (await new SyncRuns(browser.App).MailboxAsync()).Id;
        await browser.App.QueryAsync(db =>
        {
            db.Runs.Add(new RunRow
            {
                RunId = Guid.NewGuid(), MailboxId = mailbox, StartedAt = DateTime.UtcNow.AddHours(-3), EndedAt = DateTime.UtcNow.AddHours(-3).AddSeconds(4),
                Outcome = RunOutcome.Failed, Counts = "{}", ErrorNumber = 22, ErrorCode = "ErrorServerBusy", ErrorReference = "4711AB",
            });
            return db.SaveChangesAsync();
        });
        browser.App.Services.GetRequiredService<Throughput>().Publish();
        await _look.AtAsync(page, "operations-busy", "/operations");
        await _look.AtAsync(page, "runs-of-all-found", $"/operations/runs?mailbox={mailbox}");
        await _look.AtAsync(page, "runs-of-all-wrong", "/operations/runs?mailbox=nobody");
    }
}
