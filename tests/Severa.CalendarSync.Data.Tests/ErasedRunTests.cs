using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Erasure;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>After an erasure, switching on again is a first run: it matches before it creates (R16), and others notice nothing (R24).</summary>
public sealed class ErasedRunTests : IAsyncLifetime
{
    private WholeRun _whole = null!;
    private Account _pekka = null!;

    public async Task InitializeAsync()
    {
        _whole = await WholeRun.CreateAsync();
        _pekka = await _whole.Database.AccountAsync("pekka");
        await WorkAsync();
    }

    public async Task DisposeAsync() => await _whole.DisposeAsync();

    [DatabaseFact]
    public async Task Erasing_leaves_both_calendars_as_they_are()
    {
        var before = await ShownAsync();
        await EraseAsync();
        Assert.False(await _whole.Database.Get<MailboxQueue>().IsRunWantedAsync(_whole.Mailbox.Id, default));
        Assert.Equal(before, await ShownAsync());
    }

    [DatabaseFact]
    public async Task Switching_on_again_links_everything_anew_and_doubles_nothing()
    {
        var before = await ShownAsync();
        await EraseAsync();
        await SwitchOnAsync();
        await _whole.SettleAsync();

        Assert.Equal(before, await ShownAsync());
        Assert.Equal(0, _whole.Outlook.MeetingWrites);
        Assert.Equal(11, (await _whole.Database.Get<MailboxErasure>().CountAsync(_whole.Mailbox.AccountId, default)).Rows["Links"]);
        await _whole.Database.ChangeAsync(_whole.Mailbox, m => m.FullComparisonDueAt = null);
        Assert.Equal(0, (await _whole.RunAsync())!.Counts.Writes);
    }

    [DatabaseFact]
    public async Task What_was_edited_meanwhile_keeps_every_value()
    {
        await EraseAsync();
        _whole.Outlook.UserChanges(_whole.Outlook.Visible.First(i => i.Content.Title == "Plain 2"), c => c with { Place = "Oulu" });
        await _whole.EditActivityAsync("Visit", c => c with { Notes = "bring cake" });
        await SwitchOnAsync();
        await _whole.SettleAsync();

        Assert.Equal("Oulu", (await _whole.ActivityAsync("Plain 2")).Content.Place);
        Assert.Equal("bring cake", _whole.Outlook.Visible.First(i => i.Content.Title == "Visit").Content.Notes);
        Assert.Equal((11, 11), (_whole.Outlook.Visible.Count(), (await _whole.ActivitiesAsync()).Count));
    }

    /// <summary>Between any two steps of a run: what it did before is done, and it learns nothing of what came of it.</summary>
    [Fact]
    public async Task Run_stopped_anywhere_by_the_erasure_doubles_nothing_later()
    {
        var step = 0;
        bool wasStopped;
        do
        {
            step++;
            _whole.Outlook.UserAdds(WholeRun.At($"Late entry {step}", 15));
            await _whole.MakeActivityAsync($"Late activity {step}", 16);
            _whole.Crashes.KillAt(step);
            wasStopped = await IsKilledAsync();
            await EraseAsync();
            _whole.Crashes.Restart();
            await SwitchOnAsync();
            await _whole.SettleAsync();
            var all = 11 + (2 * step);
            Assert.True((all, all) == (_whole.Outlook.Visible.Count(), (await _whole.ActivitiesAsync()).Count), $"Erased at step {step}");
        }
        while (wasStopped);

        Assert.True(step > 6, $"The run has only {step} steps.");
    }

    [DatabaseFact]
    public async Task Participant_hears_that_the_owners_link_is_gone_and_keeps_his_own()
    {
        var other = await OtherMailboxAsync();
        var shared = await _whole.ActivityAsync("Shared by me");
        var link = Links.Of("his entry", shared.Id.ToString("N"));
        await LedgerTests.RecordAsync(_whole.Database, other.Id, new LedgerBatch { Links = [link] });
        var requested = (await _whole.Database.ReloadAsync(other)).RequestedVersion;

        await EraseAsync();

        Assert.Equal(link.Id, Assert.Single((await LedgerTests.OpenAndCloseAsync(_whole.Database, other.Id)).Links).Id);
        Assert.True((await _whole.Database.ReloadAsync(other)).RequestedVersion > requested);
    }

    /// <summary>Born on both sides, a meeting, a series, shared both ways.</summary>
    private async Task WorkAsync()
    {
        for (var i = 1; i <= 4; i++)
        {
            _whole.Outlook.UserAdds(WholeRun.At($"Plain {i}", i));
        }

        _whole.Outlook.UserAdds(WholeRun.At("Plain 1", 1));
        _whole.Outlook.UserAdds(WholeRun.At("Other meeting", 5), new EntryFacts(HasAttendees: true));
        for (var week = 0; week < 2; week++)
        {
            var content = WholeRun.At("Weekly", 6 + (7 * week));
            _whole.Outlook.UserAdds(content, series: "weekly", originalStart: content.When.Start);
        }

        await _whole.MakeActivityAsync("Visit", 7);
        await _whole.MakeActivityAsync(_pekka.Id, _whole.Input("Workshop", 8) with { ParticipantIds = [_whole.Mailbox.AccountId] });
        await _whole.MakeActivityAsync(_whole.Mailbox.AccountId, _whole.Input("Shared by me", 9) with { ParticipantIds = [_pekka.Id] });
        await _whole.SettleAsync();
        Assert.Equal((11, 11), (_whole.Outlook.Visible.Count(), (await _whole.ActivitiesAsync()).Count));
    }

    private Task<Guid> EraseAsync() => _whole.Database.Get<MailboxErasure>().EraseAsync(
        _whole.Mailbox.AccountId, new AuditRow { At = _whole.Database.Now, Action = AuditAction.SyncDataErased, SubjectId = _whole.Mailbox.AccountId }, default);

    private async Task<bool> IsKilledAsync()
    {
        try
        {
            await _whole.RunAsync();
            return false;
        }
        catch (CrashException)
        {
            return true;
        }
    }

    private async Task SwitchOnAsync()
    {
        await _whole.Database.Get<MailboxProof>().MarkProvedAsync(_whole.Mailbox.AccountId, _whole.Outlook.Epoch, default);
        await _whole.Database.Get<MailboxSwitch>().EnableAsync(_whole.Mailbox.AccountId, default);
    }

    private async Task<Mailbox> OtherMailboxAsync()
    {
        var mailbox = new Mailbox
        {
            Id = Guid.NewGuid(), AccountId = _pekka.Id, Address = _pekka.Email!, FolderId = "folder-pekka", ProvedAt = _whole.Database.Now, IsEnabled = true,
        };
        await using var db = _whole.Database.Open();
        db.Add(mailbox);
        await db.SaveChangesAsync();
        return mailbox;
    }

    private async Task<List<string>> ShownAsync() =>
    [
        .. _whole.Outlook.Visible.Select(i => $"{i.Key.Token} {i.Content}").Order(StringComparer.Ordinal),
        .. (await _whole.ActivitiesAsync()).Select(a => $"{a.Id} {a.IsPrivate} {a.Content.Title} {a.Content.When} {a.Content.Place} {a.Content.Notes}").Order(StringComparer.Ordinal),
    ];
}
