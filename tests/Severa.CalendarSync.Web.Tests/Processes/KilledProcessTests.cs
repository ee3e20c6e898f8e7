using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Processes;

/// <summary>
/// R18 with real processes: the simulated Exchange stands alone, the product is killed ten times during its first run,
/// at least twice after a write whose answer was lost.
/// </summary>
[Trait("Category", "Processes")]
public sealed class KilledProcessTests(ITestOutputHelper output)
{
    private const string Address = "load@contoso.test";
    private const int Each = 250;
    private const int Kills = 10;

    [Fact]
    public async Task Killed_ten_times_during_the_first_run_500_pairs_are_made_once()
    {
        var files = Directory.CreateTempSubdirectory("sandbox-").FullName;
        await using var sandbox = new DotnetProcess("Severa.CalendarSync.Sandbox", "/sandbox", new Dictionary<string, string>
        {
            ["Sandbox__File"] = Path.Combine(files, "sandbox.json"),
            ["Sandbox__Seed"] = "false",
            ["Sandbox__Mailboxes__0__Address"] = Address,
            ["Sandbox__Mailboxes__0__DisplayName"] = "Load Test",
        });
        await sandbox.StartAsync();
        using var exchange = new HttpClient { BaseAddress = new Uri(sandbox.Url) };
        exchange.DefaultRequestHeaders.Add("X-Sandbox", "1");
        var from = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero).AddDays(1).AddHours(6);
        await AddEntriesAsync(exchange, from);
        await using var database = await PreparedDatabase.CreateAsync([Address], sandbox.Url + "/EWS/Exchange.asmx");
        await database.AddActivitiesAsync(Each, i => from.AddMinutes(90).AddHours(7 * i));
        await using var product = new DotnetProcess("Severa.CalendarSync.Web", "/health/live", Settings(database, files));

        var lostAnswers = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            lostAnswers += await KillDuringRunAsync(product, database, exchange, kill);
        }

        await product.StartAsync();
        await Wait.UntilAsync(async () => await IsDoneAsync(database), "the run to finish", TimeSpan.FromMinutes(4));
        await ReportAsync(database, exchange, lostAnswers);
    }

    /// <summary>Lets the run go on until a few more pairs are linked, or a write's answer is lost; then kills.</summary>
    private async Task<int> KillDuringRunAsync(DotnetProcess product, PreparedDatabase database, HttpClient exchange, int kill)
    {
        // In the middle of a batch, after one, or when the answer of one is lost.
        var (loseAnswer, amidBatch) = (kill is 1 or 2 or 3, kill is 4 or 6 or 8);
        var (before, intents) = (await LinksAsync(database), await IntentsAsync(database));
        await exchange.DeleteAsync(new Uri("/sandbox/api/faults", UriKind.Relative));
        if (loseAnswer)
        {
            await AddFaultAsync(exchange, new { kind = "DropAnswerAfterCommit", operation = "CreateItem" });
        }
        else
        {
            await AddFaultAsync(exchange, new { kind = "Slow", operation = "CreateItem", count = 50, milliseconds = 400 });
        }

        await product.StartAsync();
        await Wait.UntilAsync(
            async () => loseAnswer ? await FaultsAsync(exchange) == 0
                : (amidBatch && await IntentsAsync(database) > intents) || await LinksAsync(database) > before,
            $"progress before kill {kill + 1}",
            TimeSpan.FromMinutes(3));
        await product.KillAsync();
        var links = await LinksAsync(database);
        Assert.InRange(links, 1, (2 * Each) - 1);
        output.WriteLine($"kill {kill + 1}: {links} pairs linked{(amidBatch ? ", in the middle of a batch" : "")}{(loseAnswer ? ", a write's answer was lost" : "")}");
        return loseAnswer ? 1 : 0;
    }

    private async Task ReportAsync(PreparedDatabase database, HttpClient exchange, int lostAnswers)
    {
        var entries = (await exchange.GetFromJsonAsync<JsonElement>(new Uri($"/sandbox/api/mailboxes/{Address}/entries", UriKind.Relative)))
            .EnumerateArray().Select(e => e.GetProperty("content").GetProperty("subject").GetString()!).ToList();
        var activities = await database.AskAsync(db => db.Activities.Select(a => a.Title).ToListAsync());
        var mails = (await exchange.GetFromJsonAsync<JsonElement>(new Uri("/sandbox/api/counters", UriKind.Relative)))
            .EnumerateObject().Sum(m => m.Value.GetProperty("mails").GetInt32());
        var pairs = await LinksAsync(database);
        var (doubledEntries, doubledActivities) = (entries.Count - entries.Distinct(StringComparer.Ordinal).Count(), activities.Count - activities.Distinct(StringComparer.Ordinal).Count());
        output.WriteLine($"{Kills} kills, {lostAnswers} of them after a lost answer: {pairs} pairs, {entries.Count} entries, {activities.Count} activities, "
            + $"{doubledEntries} + {doubledActivities} duplicates, {mails} mails");
        Assert.True(lostAnswers >= 2, "Too few lost answers.");
        Assert.Equal((2 * Each, 2 * Each, 2 * Each, 0, 0, 0), (pairs, entries.Count, activities.Count, doubledEntries, doubledActivities, mails));
    }

    private static async Task AddEntriesAsync(HttpClient exchange, DateTimeOffset from)
    {
        for (var i = 0; i < Each; i++)
        {
            var start = from.AddHours(7 * i);
            var answer = await exchange.PostAsJsonAsync(
                new Uri($"/sandbox/api/mailboxes/{Address}/entries", UriKind.Relative),
                new { subject = $"Entry {i:D3}", start, end = start.AddHours(1) });
            answer.EnsureSuccessStatusCode();
        }
    }

    private static Dictionary<string, string> Settings(PreparedDatabase database, string files) => new(database.Settings)
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Demo__Enabled"] = "false",
        ["Sandbox__Enabled"] = "true",
        ["Sandbox__File"] = Path.Combine(files, "unused.json"),
        ["Exchange__WriteTimeout"] = "00:00:05",
    };

    private static Task<int> LinksAsync(PreparedDatabase database) =>
        database.AskAsync(db => db.Links.CountAsync(l => l.State == LinkState.Active && l.EntryToken != null && l.ActivityId != null));

    private static Task<int> IntentsAsync(PreparedDatabase database) => database.AskAsync(db => db.Intents.CountAsync());

    private static Task<bool> IsDoneAsync(PreparedDatabase database) => database.AskAsync(async db =>
        await db.Links.CountAsync(l => l.State == LinkState.Active && l.EntryToken != null && l.ActivityId != null && l.SetAsideCode == null) >= 2 * Each
        && !await db.Intents.AnyAsync(i => i.ClosedAt == null)
        && await db.Mailboxes.AllAsync(m => m.LeaseUntil == null));

    private static async Task AddFaultAsync(HttpClient exchange, object fault) =>
        (await exchange.PostAsJsonAsync(new Uri("/sandbox/api/faults", UriKind.Relative), fault)).EnsureSuccessStatusCode();

    /// <summary>How many faults are still to come.</summary>
    private static async Task<int> FaultsAsync(HttpClient exchange) =>
        (await exchange.GetFromJsonAsync<JsonElement>(new Uri("/sandbox/api/faults", UriKind.Relative)))
            .EnumerateArray().Count(fault => !fault.GetProperty("isOver").GetBoolean());
}
