using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>R3: what an entry said before it became private leaves everyone's history but the owner's.</summary>
public sealed class WithheldTextsTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private Mailbox _maija = null!;
    private Mailbox _pekka = null!;
    private Link _owners = null!;
    private Link _participants = null!;
    private Guid _activity;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _maija = await _database.MailboxAsync("maija");
        _pekka = await _database.MailboxAsync("pekka");
        var type = await _database.TypeAsync("Meeting", isDefault: true);
        var input = new ActivityInput
        {
            Title = "Talk", TypeId = type.Id, ParticipantIds = [_pekka.AccountId], When = When.Timed(TestDatabase.Start, TestDatabase.Start.AddHours(1)),
        };
        _activity = (await _database.Get<ActivityEditor>().CreateAsync(_maija.AccountId, input, default)).ActivityId;
        (_owners, _participants) = (Links.Of("e", _activity.ToString("N")), Links.Of("p", _activity.ToString("N")));
        foreach (var (mailbox, link) in new[] { (_maija, _owners), (_pekka, _participants) })
        {
            await LedgerTests.RecordAsync(_database, mailbox.Id, new LedgerBatch { Links = [link], History = [Links.Told(link.Id)] });
            await using var db = _database.Open();
            db.Conflicts.Add(new ConflictRow { MailboxId = mailbox.Id, LinkId = link.Id, At = _database.Now, Title = "t", OutlookValue = "o", SeveraValue = "s" });
            await db.SaveChangesAsync();
        }
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [DatabaseFact]
    public async Task The_participants_history_forgets_it_and_the_owners_does_not()
    {
        await WithholdAsync();

        Assert.Equal(("", false, 0), await RememberedAsync(_pekka));
        Assert.Equal(("marker-title", true, 1), await RememberedAsync(_maija));
    }

    [DatabaseTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_participants_next_run_overwrites_or_removes_is_not_told_either(bool isForgotten)
    {
        await WithholdAsync();
        if (isForgotten)
        {
            await _database.Get<ActivityEditor>().DeleteAsync(_maija.AccountId, _activity, 1, default);
        }

        await LedgerTests.RecordAsync(_database, _pekka.Id, new LedgerBatch
        {
            Links = isForgotten ? [] : [_participants], ForgottenLinks = isForgotten ? [_participants.Id] : [], History = [Links.Told(_participants.Id)],
        });

        await using var db = _database.Open();
        Assert.All(await db.History.AsNoTracking().Where(h => h.MailboxId == _pekka.Id).ToListAsync(), h => Assert.Equal(("", null), (h.Title, h.Values)));
    }

    [DatabaseFact]
    public async Task Once_it_is_not_private_any_more_the_history_tells_again()
    {
        await WithholdAsync();
        await LedgerTests.RecordAsync(_database, _maija.Id, new LedgerBatch { Links = [_owners] });
        await LedgerTests.RecordAsync(_database, _pekka.Id, new LedgerBatch { Links = [_participants], History = [Links.Told(_participants.Id)] });

        await using var db = _database.Open();
        Assert.Equal(["", "marker-title"], (await db.History.AsNoTracking().Where(h => h.MailboxId == _pekka.Id).OrderBy(h => h.Id).ToListAsync()).ConvertAll(h => h.Title));
    }

    [DatabaseFact]
    public async Task What_a_participant_makes_private_is_nobody_elses_business()
    {
        await LedgerTests.RecordAsync(_database, _pekka.Id, new LedgerBatch { Links = [_participants with { IsWithheld = true }] });
        await LedgerTests.RecordAsync(_database, _maija.Id, new LedgerBatch { Links = [_owners], History = [Links.Told(_owners.Id)] });

        await using var db = _database.Open();
        Assert.All(await db.History.AsNoTracking().ToListAsync(), h => Assert.Equal("marker-title", h.Title));
        Assert.Equal(2, await db.Conflicts.CountAsync());
    }

    private Task WithholdAsync() => LedgerTests.RecordAsync(_database, _maija.Id, new LedgerBatch { Links = [_owners with { IsWithheld = true }] });

    private async Task<(string Title, bool HasValues, int Conflicts)> RememberedAsync(Mailbox mailbox)
    {
        await using var db = _database.Open();
        var row = await db.History.AsNoTracking().SingleAsync(h => h.MailboxId == mailbox.Id);
        return (row.Title, row.Values is not null, await db.Conflicts.CountAsync(c => c.MailboxId == mailbox.Id));
    }
}
