using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>Whoever may start jobs cannot open a mailbox with them: its owner's switch and proof decide.</summary>
[Collection(StoryCollection.Name)]
public sealed class OffMailboxTests
{
    [Fact]
    public async Task Job_for_a_mailbox_its_owner_has_not_switched_on_sends_nothing()
    {
        await using var app = new DemoStoryApp();
        var mailbox = await new SyncRuns(app).MailboxAsync();
        Assert.False(mailbox.IsEnabled);
        app.Services.GetRequiredService<IBackgroundJobClient>().Enqueue<SyncMailboxesJob>(job => job.RunAsync(new[] { mailbox.Id }, CancellationToken.None));
        await Wait.UntilAsync(() => Task.FromResult(Silence.JobTexts(app).Any(text => text.Contains($"{mailbox.Id}", StringComparison.Ordinal))), "the job to end", TimeSpan.FromMinutes(1));
        Assert.Equal(0, Silence.FailedJobs(app));
        Assert.DoesNotContain(app.Wire.Exchanges, e => e.Mailbox == AppFactory.Aino);
        Assert.Null((await new SyncRuns(app).MailboxAsync()).LastCheckedAt);
    }
}
