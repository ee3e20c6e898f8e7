using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Web.Tests.Faults;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Profile;

/// <summary>P2: what a run would do now, against the simulated Exchange.</summary>
public sealed class PreviewTests : IDisposable
{
    private readonly AppFactory _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task PauseDuringAPreview_IsSaidAsWhileARunIsUnderWay()
    {
        using var aino = await _app.SignInAsync(AppFactory.Aino);
        using var faults = new SandboxFaults(_app);
        await faults.SwitchOnAsync(new FaultRule(FaultKind.Slow, AppFactory.Aino, IsLasting: true, Milliseconds: 1000));

        var preview = aino.SendAsync("/profile/preview", null);
        await Wait.UntilAsync(
            () => _app.QueryAsync(db => db.Mailboxes.AnyAsync(m => m.Account!.Email == AppFactory.Aino && m.LeaseUntil != null)), "the preview to begin", TimeSpan.FromSeconds(60));
        await _app.Services.GetRequiredService<MailboxSwitch>().PauseAsync(await _app.AccountIdAsync(AppFactory.Aino), "moving house", CancellationToken.None);
        await faults.ClearAsync();

        using var answer = await preview;
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("A run of your mailbox is going on", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
