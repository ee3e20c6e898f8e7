using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Web.Tests.Faults;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>A calendar that takes long to read is read by one worker, however long that takes.</summary>
public sealed class LongReadingTests(LongReadingApp app) : IClassFixture<LongReadingApp>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task The_lease_is_renewed_while_the_server_takes_its_time()
    {
        using var faults = new SandboxFaults(app);
        var mailbox = await app.SwitchOnAsync(AppFactory.Aino);
        await faults.SwitchOnAsync(new FaultRule(FaultKind.Slow, AppFactory.Aino, Milliseconds: 12_000));

        var run = app.RunAsync(mailbox);
        DateTime? taken = null;
        await Wait.UntilAsync(async () => (taken = await LeaseAsync()) is not null, "the run to begin", Patience);
        await Wait.UntilAsync(async () => run.IsCompleted || await LeaseAsync() > taken, "the lease to be renewed", Patience);

        Assert.False(run.IsCompleted, "The run was over before its lease was renewed.");
        Assert.NotEqual(RunOutcome.Failed, (await run).Outcome);
        Assert.Null(await LeaseAsync());

        Task<DateTime?> LeaseAsync() => app.QueryAsync(db => db.Mailboxes.Where(m => m.Id == mailbox).Select(m => m.LeaseUntil).SingleAsync());
    }
}

/// <summary>The shortest lease there may be.</summary>
public sealed class LongReadingApp : AppFactory
{
    public LongReadingApp()
    {
        Settings["Exchange:WriteTimeout"] = "00:00:01";
        Settings["Ledger:LeaseTime"] = "00:00:21";
    }
}
