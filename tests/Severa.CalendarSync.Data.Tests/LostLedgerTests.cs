using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Tests.Support;
using Severa.CalendarSync.TestKit;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>R16 on the real database: the ledger of a working installation is thrown away, or yesterday's is put back.</summary>
public sealed class LostLedgerTests(ITestOutputHelper output) : IAsyncLifetime
{
    private WholeRun _whole = null!;

    public async Task InitializeAsync()
    {
        _whole = await WholeRun.CreateAsync();
        await WorkAsync();
    }

    public async Task DisposeAsync() => await _whole.DisposeAsync();

    [DatabaseFact]
    public async Task A_ledger_thrown_away_doubles_and_loses_nothing()
    {
        var before = await ShownAsync();

        await ForgetAsync();
        await _whole.SettleAsync();

        await TellAsync(before.Told);
        await AssertAsBeforeAsync(before);
    }

    [DatabaseFact]
    public async Task A_ledger_thrown_away_while_edits_wait_keeps_every_value()
    {
        _whole.Outlook.UserChanges(Entry("Plain"), c => c with { Place = "Oulu" });
        await _whole.EditActivityAsync("Visit", c => c with { Notes = "bring cake" });
        var before = await ShownAsync();

        await ForgetAsync();
        await _whole.SettleAsync();

        await TellAsync(before.Told);
        Assert.Equal((before.Outlook.Count, before.Severa.Count), (_whole.Outlook.Visible.Count(), (await _whole.ActivitiesAsync()).Count));
        Assert.Equal("Oulu", (await _whole.ActivityAsync("Plain")).Content.Place);
        Assert.Equal("bring cake", Entry("Visit").Content.Notes);
    }

    [DatabaseFact]
    public async Task Yesterdays_ledger_after_a_day_of_work_doubles_and_loses_nothing()
    {
        var yesterday = await RowsAsync();
        _whole.Outlook.UserAdds(WholeRun.At("New in Outlook", 20));
        await _whole.MakeActivityAsync("New in Severa", 21);
        _whole.Outlook.UserChanges(Entry("Plain"), c => c with { Title = "Plain, edited", Place = "Oulu" });
        await _whole.EditActivityAsync("Visit", c => c with { When = WholeRun.At("", 9).When });
        _whole.Outlook.UserDeletes(Entry("To be deleted"));
        await _whole.DeleteActivityAsync("Other meeting");
        await _whole.SettleAsync();
        var before = await ShownAsync();

        await ForgetAsync();
        await using (var db = _whole.Database.Open())
        {
            db.Links.AddRange(yesterday);
            await db.SaveChangesAsync();
        }

        await _whole.SettleAsync();

        await TellAsync(before.Told);
        await AssertAsBeforeAsync(before);
    }

    [DatabaseFact]
    public async Task What_goes_by_new_rules_is_not_taken_for_what_the_old_ones_made()
    {
        Assert.NotEqual("", (await _whole.Database.ReloadAsync(_whole.Mailbox)).PolicyHash);
        await LedgerTests.RecordAsync(_whole.Database, _whole.Mailbox.Id, new LedgerBatch { ChangesRules = true });
        Assert.Equal("", (await _whole.Database.ReloadAsync(_whole.Mailbox)).PolicyHash);
    }

    /// <summary>Plain, withheld, shortened, shared, the occurrences of a series, a meeting, and one that was dismissed.</summary>
    private async Task WorkAsync()
    {
        _whole.Outlook.Traits = _whole.Outlook.Traits with { MaxNotes = 50 };
        _whole.Outlook.UserAdds(WholeRun.At("Plain", 1) with { Place = "Turku" });
        _whole.Outlook.UserAdds(WholeRun.At("Doctor", 2) with { Notes = "blood test", Privacy = Privacy.Private });
        _whole.Outlook.UserAdds(WholeRun.At("To be deleted", 3));
        _whole.Outlook.UserAdds(WholeRun.At("Dismissed meeting", 4), new EntryFacts(HasAttendees: true));
        _whole.Outlook.UserAdds(WholeRun.At("Other meeting", 5), new EntryFacts(HasAttendees: true));
        for (var week = 0; week < 2; week++)
        {
            var content = WholeRun.At("Weekly", 6 + (7 * week));
            _whole.Outlook.UserAdds(content, series: "weekly", originalStart: content.When.Start);
        }

        var pekka = await _whole.Database.AccountAsync("pekka");
        await _whole.MakeActivityAsync(_whole.Mailbox.AccountId, _whole.Input("Visit", 7) with { Notes = "" });
        await _whole.MakeActivityAsync(_whole.Mailbox.AccountId, _whole.Input("Long notes", 10) with { Notes = new string('x', 80) });
        await _whole.MakeActivityAsync(pekka.Id, _whole.Input("Workshop", 8) with { ParticipantIds = [_whole.Mailbox.AccountId] });
        await _whole.SettleAsync();
        await _whole.DeleteActivityAsync("Dismissed meeting");
        await _whole.SettleAsync();
        Assert.Equal((10, 9), (_whole.Outlook.Visible.Count(), (await _whole.ActivitiesAsync()).Count));
        Assert.Equal(50, Entry("Long notes").Content.Notes.Length);
        Assert.Equal("Private appointment", Assert.Single(await _whole.ActivitiesAsync(), a => a.Content.When.Equals(Entry("Doctor").Content.When)).Content.Title);
    }

    /// <summary>The links are gone, and the cursors with them.</summary>
    private async Task ForgetAsync()
    {
        await using var db = _whole.Database.Open();
        await db.Links.ExecuteDeleteAsync();
        await db.OwnWrites.ExecuteDeleteAsync();
        await db.Intents.ExecuteDeleteAsync();
        await _whole.Database.ChangeAsync(_whole.Mailbox, m =>
            (m.OutlookCursor, m.SeveraCursor, m.Epoch, m.WindowStart, m.WindowEnd, m.PolicyHash) = (null, null, "", null, null, ""));
    }

    private async Task<List<LinkRow>> RowsAsync()
    {
        await using var db = _whole.Database.Open();
        return await db.Links.AsNoTracking().ToListAsync();
    }

    private StoredItem Entry(string title) => _whole.Outlook.Visible.First(i => i.Content.Title == title);

    private async Task<(List<string> Outlook, List<string> Severa, int Told)> ShownAsync()
    {
        await using var db = _whole.Database.Open();
        return (
            [.. _whole.Outlook.Visible.Select(i => $"{i.Key.Token} {i.Content}").Order(StringComparer.Ordinal)],
            [.. (await _whole.ActivitiesAsync()).Select(a => $"{a.Id} {a.IsPrivate} {a.Content.Title} {a.Content.When} {a.Content.Place} {a.Content.Notes}").Order(StringComparer.Ordinal)],
            await db.History.CountAsync());
    }

    private async Task AssertAsBeforeAsync((List<string> Outlook, List<string> Severa, int Told) before)
    {
        var after = await ShownAsync();
        Assert.Equal(before.Outlook, after.Outlook);
        Assert.Equal(before.Severa, after.Severa);
        Assert.Equal(0, _whole.Outlook.MeetingWrites);

        await _whole.Database.ChangeAsync(_whole.Mailbox, m => m.FullComparisonDueAt = null);
        Assert.Equal(0, (await _whole.RunAsync())!.Counts.Writes);
    }

    /// <summary>What was written, and why.</summary>
    private async Task TellAsync(int told)
    {
        await using var db = _whole.Database.Open();
        foreach (var line in (await db.History.AsNoTracking().OrderBy(h => h.Id).Skip(told).ToListAsync()).GroupBy(h => $"{h.Kind} {h.Target}: {h.Reason}"))
        {
            output.WriteLine($"{line.Key}, {line.Count()}");
        }
    }
}
