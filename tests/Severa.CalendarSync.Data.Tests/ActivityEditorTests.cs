using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class ActivityEditorTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private Mailbox _maija = null!;
    private Mailbox _pekka = null!;
    private ActivityType _meeting = null!;

    private ActivityEditor Editor => _database.Get<ActivityEditor>();

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _maija = await _database.MailboxAsync("maija");
        _pekka = await _database.MailboxAsync("pekka");
        _meeting = await _database.TypeAsync("Meeting", isDefault: true);
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task What_was_made_is_shown_to_owner_and_participant_only()
    {
        var change = await Editor.CreateAsync(_maija.AccountId, Input() with { ParticipantIds = [_pekka.AccountId], Customer = "Acme", Hours = 2.5m }, default);
        var stranger = await _database.AccountAsync("stranger");

        var mine = await Editor.GetAsync(_maija.AccountId, change.ActivityId, default);
        var his = Assert.Single(await Editor.ListAsync(_pekka.AccountId, TestDatabase.Start, TestDatabase.Start.AddDays(7), default));

        Assert.Equal(("title", "Acme", 2.5m, true), (mine!.Content.Title, mine.Content.Customer, mine.Content.Hours, mine.IsOwner));
        Assert.False(his.IsOwner);
        Assert.Null(await Editor.GetAsync(stranger.Id, change.ActivityId, default));
        Assert.Empty(await Editor.ListAsync(stranger.Id, TestDatabase.Start, TestDatabase.Start.AddDays(7), default));
        await RefusedAsync(ActivityProblem.NotFound, () => Editor.EditAsync(stranger.Id, change.ActivityId, change.Version, Input(), default));
        await RefusedAsync(ActivityProblem.NotFound, () => Editor.DeleteAsync(stranger.Id, change.ActivityId, change.Version, default));
    }

    [DatabaseFact]
    public async Task Of_two_edits_on_the_same_version_one_is_refused()
    {
        var change = await Editor.CreateAsync(_maija.AccountId, Input(), default);
        var edits = Enumerable.Range(0, 4).Select(i => Task.Run(async () =>
        {
            try
            {
                await Editor.EditAsync(_maija.AccountId, change.ActivityId, change.Version, Input("edit " + i), default);
                return true;
            }
            catch (ActivityEditException refused) when (refused.Problem == ActivityProblem.ChangedMeanwhile)
            {
                return false;
            }
        }));
        Assert.Single(await Task.WhenAll(edits), won => won);
        Assert.Equal(2, (await Editor.GetAsync(_maija.AccountId, change.ActivityId, default))!.Version);
    }

    [DatabaseFact]
    public async Task A_form_sent_back_unchanged_changes_nothing()
    {
        var change = await Editor.CreateAsync(_maija.AccountId, Input() with { ParticipantIds = [_pekka.AccountId] }, default);
        var shown = await Editor.GetAsync(_maija.AccountId, change.ActivityId, default);
        var again = await Editor.EditAsync(_maija.AccountId, change.ActivityId, shown!.Version, shown.Content, default);
        Assert.Equal(change.Version, again.Version);
        Assert.Empty(again.MailboxesToRun);
    }

    [DatabaseFact]
    public async Task A_removed_participant_is_told_too()
    {
        var change = await Editor.CreateAsync(_maija.AccountId, Input() with { ParticipantIds = [_pekka.AccountId] }, default);
        var edited = await Editor.EditAsync(_maija.AccountId, change.ActivityId, change.Version, Input(), default);
        Assert.Contains(_pekka.Id, edited.MailboxesToRun);
        Assert.Equal(2, (await _database.ReloadAsync(_pekka)).RequestedVersion);
    }

    [DatabaseFact]
    public async Task A_mailbox_that_fails_keeps_its_pause_whatever_changes_in_Severa()
    {
        await _database.ChangeAsync(_pekka, m => (m.Failures, m.NextDueAt) = (3, _database.Now.AddHours(4)));
        var change = await Editor.CreateAsync(_maija.AccountId, Input() with { ParticipantIds = [_pekka.AccountId] }, default);

        Assert.Equal([_maija.Id], change.MailboxesToRun);
        Assert.DoesNotContain(_pekka.Id, await _database.Get<MailboxQueue>().PickAsync(5, default));
        await using var db = _database.Open();
        Assert.Equal(1, (await db.ActivityRevisions.SingleAsync(r => r.AccountId == _pekka.AccountId)).Value);
    }

    [DatabaseFact]
    public async Task A_participant_changes_text_and_time_but_not_the_rest()
    {
        var change = await Editor.CreateAsync(_maija.AccountId, Input() with { ParticipantIds = [_pekka.AccountId], Project = "P1" }, default);
        var edit = Input("his title") with { Project = "stolen", ParticipantIds = [] };
        await Editor.EditAsync(_pekka.AccountId, change.ActivityId, change.Version, edit, default);
        var read = await Editor.GetAsync(_maija.AccountId, change.ActivityId, default);
        Assert.Equal(("his title", "P1"), (read!.Content.Title, read.Content.Project));
        Assert.Equal([_pekka.AccountId], read.Content.ParticipantIds);
    }

    [DatabaseFact]
    public async Task A_participant_cannot_change_the_owners_meeting_but_can_leave_it()
    {
        var change = await Editor.CreateAsync(_maija.AccountId, Input() with { ParticipantIds = [_pekka.AccountId] }, default);
        var link = Links.Of("entry", change.ActivityId.ToString("N")) with { IsMeeting = true };
        await LedgerTests.RecordAsync(_database, _maija.Id, new LedgerBatch { Links = [link] });

        await RefusedAsync(ActivityProblem.NotAllowed, () => Editor.EditAsync(_pekka.AccountId, change.ActivityId, change.Version, Input("x"), default));

        await Editor.DeleteAsync(_pekka.AccountId, change.ActivityId, change.Version, default);
        Assert.Null(await Editor.GetAsync(_pekka.AccountId, change.ActivityId, default));
        Assert.NotNull(await Editor.GetAsync(_maija.AccountId, change.ActivityId, default));
    }

    [DatabaseFact]
    public async Task What_cannot_be_is_refused_by_name()
    {
        var inactive = await _database.TypeAsync("Old", isActive: false);
        var create = (ActivityInput input) => Editor.CreateAsync(_maija.AccountId, input, default);
        await RefusedAsync(ActivityProblem.TitleMissing, () => create(Input("  ")));
        await RefusedAsync(ActivityProblem.TooLong, () => create(Input(new string('x', 256))));
        await RefusedAsync(ActivityProblem.TypeMissing, () => create(Input() with { TypeId = inactive.Id }));
        await RefusedAsync(ActivityProblem.ParticipantMissing, () => create(Input() with { ParticipantIds = [Guid.NewGuid()] }));
        Assert.Empty(await Editor.ListAsync(_maija.AccountId, TestDatabase.Start.AddDays(-9), TestDatabase.Start.AddDays(9), default));
    }

    [DatabaseFact]
    public async Task Switched_off_mailboxes_are_left_alone()
    {
        await _database.ChangeAsync(_maija, m => m.IsEnabled = false);
        var change = await Editor.CreateAsync(_maija.AccountId, Input(), default);
        Assert.Empty(change.MailboxesToRun);
        Assert.Equal(0, (await _database.ReloadAsync(_maija)).RequestedVersion);
    }

    private static async Task RefusedAsync(ActivityProblem problem, Func<Task> change) =>
        Assert.Equal(problem, (await Assert.ThrowsAsync<ActivityEditException>(change)).Problem);

    private ActivityInput Input(string title = "title") => new()
    {
        Title = title,
        When = When.Timed(TestDatabase.Start.AddDays(1), TestDatabase.Start.AddDays(1).AddHours(1)),
        TypeId = _meeting.Id,
    };
}
