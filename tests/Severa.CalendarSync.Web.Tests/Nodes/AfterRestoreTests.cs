using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.TestKit.Databases;
using Severa.CalendarSync.Web.Tests.Processes;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>
/// A backup is taken while everybody works, and put back after a day of work in both calendars. The activities lie in the same database and
/// are those of the backup; Outlook has gone on. <c>CALSYNC_RESTORE_EDITS</c> makes the day longer.
/// </summary>
[Trait("Category", "Nodes")]
public sealed class AfterRestoreTests(ITestOutputHelper output) : IDisposable
{
    private const string Password = "correct horse battery staple";
    private const string Meeting = "Meeting with guests";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly int Edits = int.TryParse(Environment.GetEnvironmentVariable("CALSYNC_RESTORE_EDITS"), CultureInfo.InvariantCulture, out var edits) ? edits : 60;

    private readonly string _journal = Directory.CreateTempSubdirectory("journal-").FullName;

    [Fact]
    public async Task Nothing_is_doubled_or_lost_and_who_switched_off_stays_off()
    {
        await using var stage = await NodeStage.PrepareAsync(mailboxes: 7, intervalMinutes: 1, new Dictionary<string, string> { ["Audit__JournalFolder"] = _journal });
        var (workers, dismisser, off, erased) = (stage.Addresses.Take(4).ToList(), stage.Addresses[4], stage.Addresses[5], stage.Addresses[6]);
        var people = new EditingPeople(stage, workers, Environment.TickCount);
        await MorningAsync(stage, people, [dismisser, off, erased]);
        var carried = workers.ToDictionary(address => address, address => people.Expected(address).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        var backup = await BackUpAmidWorkAsync(stage, people, workers);
        await DayAsync(stage, people, dismisser, off, erased);
        var (mails, left) = ((await stage.Outlook.TrafficAsync()).Mails, await stage.Outlook.SubjectsAsync(off));

        await RestoreAsync(stage, backup);
        var underWay = await UnderWayAsync(stage, workers, carried);
        var (code, words) = await ProductCommand.RunAsync(["after-restore"], stage.NodeSettings.Select(s => (s.Key, s.Value)));
        output.WriteLine(words);
        Assert.Equal(0, code);
        Assert.Contains($"{off}: switched off", words, StringComparison.Ordinal);
        Assert.Contains($"{erased}: sync data erased", words, StringComparison.Ordinal);

        await stage.Nodes[0].StartAsync();
        Assert.Empty(await stage.Database.Get<MailboxQueue>().PickAsync(10, default));
        await stage.Database.AskAsync(db => db.Organizations.ExecuteUpdateAsync(set => set.SetProperty(o => o.Mode, SyncMode.Normal)));
        await stage.SettleAsync(Patience);
        var back = await BackAgainAsync(stage, people, workers);
        Assert.Subset(underWay, back);
        var held = await AssertNothingIsMissingAsync(stage, people, workers);
        await ReleaseAsync(stage, held);
        await stage.SettleAsync(Patience);

        var calendars = await CalendarsInTheEnd.ReadAsync(stage, workers, address => people.Expected(address).Concat(back.Where(b => b.Address == address).Select(b => b.Title)));
        output.WriteLine($"{people.Edits} edits; {held.Count} deletions held; {back.Count} under way in the backup and back again; {calendars.Pairs} pairs, {calendars.Doubled} doubled, {calendars.Unequal.Count} of {workers.Count} mailboxes not as their people left them");
        Assert.True(calendars is { Doubled: 0, Unequal.Count: 0 }, string.Join(Environment.NewLine, calendars.Unequal));
        Assert.NotEmpty(held);
        await AssertStayOffAsync(stage, [off, erased]);
        Assert.Equal(left, await stage.Outlook.SubjectsAsync(off));
        Assert.Equal([Meeting], await stage.Outlook.SubjectsAsync(dismisser));
        Assert.Single(await ActivitiesAsync(stage, dismisser));
        Assert.Equal(mails, (await stage.Outlook.TrafficAsync()).Mails);
        Assert.Equal(0, mails);
    }

    [Fact]
    public async Task Without_a_journal_nothing_is_changed_unless_everybody_is_switched_off()
    {
        await using var database = await PreparedDatabase.CreateAsync(["maija@contoso.test", "pekka@contoso.test"], "http://127.0.0.1:1/EWS/Exchange.asmx");
        (string, string)[] settings = [.. database.Settings.Select(s => (s.Key, s.Value)), ("ASPNETCORE_ENVIRONMENT", "Development")];

        var (refused, sentence) = await ProductCommand.RunAsync(["after-restore"], settings);
        Assert.Equal((2, true), (refused, sentence.Contains("Audit:JournalFolder names no folder.", StringComparison.Ordinal)));
        Assert.Equal(2, await database.AskAsync(db => db.Mailboxes.CountAsync(m => m.IsEnabled && !m.HoldAllDeletions)));
        var (done, words) = await ProductCommand.RunAsync(["after-restore", "--everybody-off"], settings);
        Assert.Equal((0, true), (done, words.Contains("Everybody is switched off: 2 people.", StringComparison.Ordinal)));
        Assert.Equal(2, await database.AskAsync(db => db.Mailboxes.CountAsync(m => !m.IsEnabled && m.HoldAllDeletions)));
        Assert.True(await database.AskAsync(db => db.Organizations.AnyAsync(o => o.Mode == SyncMode.Stopped)));

        var (foreign, why) = await ProductCommand.RunAsync(["after-restore", "--everybody-off"], [.. settings, ("Installation__Id", "another")]);
        Assert.Equal((1, true), (foreign, why.Contains("The database belongs to the installation", StringComparison.Ordinal)));
    }

    public void Dispose() => Directory.Delete(_journal, recursive: true);

    /// <summary>Everybody has something in both calendars, and it is in sync.</summary>
    private static async Task MorningAsync(NodeStage stage, EditingPeople people, string[] others)
    {
        foreach (var address in stage.Addresses)
        {
            await stage.Database.GivePasswordAsync(address, Password);
        }

        foreach (var address in others)
        {
            await stage.Outlook.InviteAsync(address, Meeting, DateTimeOffset.UtcNow.AddDays(2));
        }

        await people.EditManyAsync(20);
        await stage.Nodes[0].StartAsync();
        await stage.SettleAsync(Patience);
    }

    private static async Task<string> BackUpAmidWorkAsync(NodeStage stage, EditingPeople people, List<string> workers)
    {
        using var end = new CancellationTokenSource();
        var work = people.WorkAsync(TimeSpan.FromMilliseconds(50), end.Token);
        var begun = people.Edits;
        await Wait.UntilAsync(() => Task.FromResult(people.Edits > begun + workers.Count), "some work", Patience);
        var backup = await (await PostgresServer.SharedAsync()).BackUpAsync(NameOf(stage));
        await end.CancelAsync();
        await work;
        return backup;
    }

    /// <summary>A day of work; all of it has arrived in both calendars when it ends.</summary>
    private static async Task DayAsync(NodeStage stage, EditingPeople people, string dismisser, string off, string erased)
    {
        await people.EditManyAsync(Edits);
        await stage.SettleAsync(Patience);
        await people.DeleteOldestOfEachAsync();
        await VisitAsync(stage, off, (visitor, id) => visitor.PostAsync("/profile/switch/off", "/profile", ("Account", id)));
        await VisitAsync(stage, erased, (visitor, id) => visitor.SendAsync("/profile/erase", null, ("Account", id)));
        var meeting = Assert.Single(await ActivitiesAsync(stage, dismisser));
        await stage.Database.Get<MailboxQueue>().RequestAsync((await stage.Database.Get<ActivityEditor>().DeleteAsync(meeting.OwnerId, meeting.Id, meeting.Version, default)).MailboxesToRun, default);
        await stage.SettleAsync(Patience);
        await stage.Outlook.AddAsync(off, "Made while off", DateTimeOffset.UtcNow.AddDays(3));
        Assert.Empty(await ActivitiesAsync(stage, dismisser));
        Assert.Equal(0, await stage.Nodes[0].StopAsync());
    }

    private static async Task RestoreAsync(NodeStage stage, string backup)
    {
        await (await PostgresServer.SharedAsync()).RestoreAsync(NameOf(stage), backup);
        File.Delete(backup);
    }

    /// <summary>What the backup may have only in Severa: made or renamed since the morning. If its owner deleted it since, it comes back, for an edit beats a deletion.</summary>
    private static async Task<HashSet<(string Address, string Title)>> UnderWayAsync(NodeStage stage, List<string> workers, Dictionary<string, HashSet<string>> carried)
    {
        var underWay = new HashSet<(string, string)>();
        foreach (var address in workers)
        {
            underWay.UnionWith((await ActivitiesAsync(stage, address)).Where(a => !carried[address].Contains(a.Title)).Select(a => (address, a.Title)));
        }

        return underWay;
    }

    /// <summary>Before anybody decides: what Outlook has that nobody left there.</summary>
    private static async Task<HashSet<(string Address, string Title)>> BackAgainAsync(NodeStage stage, EditingPeople people, List<string> workers)
    {
        var back = new HashSet<(string, string)>();
        foreach (var address in workers)
        {
            back.UnionWith((await stage.Outlook.SubjectsAsync(address)).Except(people.Expected(address), StringComparer.Ordinal).Select(title => (address, title)));
        }

        return back;
    }

    /// <summary>Before anybody decides: what people left is in both calendars.</summary>
    /// <returns>What waits for a person, and whose it is.</returns>
    private static async Task<ILookup<string, Guid>> AssertNothingIsMissingAsync(NodeStage stage, EditingPeople people, List<string> workers)
    {
        foreach (var address in workers)
        {
            Assert.Empty(people.Expected(address).Except(await stage.Outlook.SubjectsAsync(address), StringComparer.Ordinal));
            Assert.Empty(people.Expected(address).Except((await ActivitiesAsync(stage, address)).Select(a => a.Title), StringComparer.Ordinal));
        }

        return (await stage.Database.AskAsync(db => db.Links.Where(l => l.State == LinkState.Held)
            .Join(db.Mailboxes, l => l.MailboxId, m => m.Id, (l, m) => new { m.Address, l.Id }).ToListAsync())).ToLookup(l => l.Address, l => l.Id, StringComparer.Ordinal);
    }

    private static async Task ReleaseAsync(NodeStage stage, ILookup<string, Guid> held)
    {
        foreach (var person in held)
        {
            await VisitAsync(stage, person.Key, (visitor, _) => visitor.SendAsync("/profile/held", "Release", [.. person.Select(link => ("Links", $"{link}"))]));
        }
    }

    private static async Task AssertStayOffAsync(NodeStage stage, string[] addresses)
    {
        var mailboxes = await stage.Database.AskAsync(db => db.Mailboxes.AsNoTracking().Where(m => addresses.Contains(m.Address)).OrderBy(m => m.Address).ToListAsync());
        Assert.All(mailboxes, m => Assert.False(m.IsEnabled));
        Assert.True(mailboxes[1].ProvedAt is null && !await stage.Database.AskAsync(db => db.Links.AnyAsync(l => l.MailboxId == mailboxes[1].Id)), "Erased data is back.");
    }

    private static async Task VisitAsync(NodeStage stage, string address, Func<Visitor, string, Task<HttpResponseMessage>> what)
    {
        using var visitor = new Visitor(new Uri(stage.Nodes[0].Url));
        using var signedIn = await visitor.SignInAsync(address, Password);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        using var answer = await what(visitor, $"{await stage.Database.AskAsync(db => db.Users.Where(u => u.Email == address).Select(u => u.Id).SingleAsync())}");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    private static Task<List<SeveraActivity>> ActivitiesAsync(NodeStage stage, string address) => stage.Database.AskAsync(
        db => db.Activities.AsNoTracking().Where(a => db.Users.Any(u => u.Id == a.OwnerId && u.Email == address)).ToListAsync());

    private static string NameOf(NodeStage stage) => new NpgsqlConnectionStringBuilder(stage.Database.Settings["Database__ConnectionString"]).Database!;
}
