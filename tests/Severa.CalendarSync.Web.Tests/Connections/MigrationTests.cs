using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Settings;
using Severa.CalendarSync.Web.Tests.Story;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Connections;

/// <summary>R19: mailboxes that move to another server, under other ids and another version, keep their links; nobody does anything but add a connection.</summary>
[Collection(StoryCollection.Name)]
public sealed class MigrationTests(ITestOutputHelper output)
{
    private const int People = 20;
    private const int FromOutlook = 150;
    private const int FromSevera = 50;
    private const int Pairs = People * (FromOutlook + FromSevera);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset First = new(DateTime.UtcNow.Date.AddDays(1).AddHours(6), TimeSpan.Zero);

    [Fact]
    public async Task Twenty_mailboxes_of_two_hundred_pairs_move_to_a_second_server()
    {
        var addresses = Enumerable.Range(0, People).Select(i => string.Create(CultureInfo.InvariantCulture, $"person{i:D2}@contoso.test")).ToList();
        await using var app = new AppFactory();
        var mailboxes = Mailboxes(addresses).ToList();
        mailboxes.ForEach(m => app.Settings[m.Key] = m.Value);
        app.Settings["Sandbox:Seed"] = "false";
        await using var second = new SecondServer(mailboxes);
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        await FillAsync(app, second, addresses);
        await RunAllAsync(app);
        var before = await LinksAsync(app);
        Assert.Equal(Pairs, before.Count);

        foreach (var address in addresses)
        {
            await second.GoneAsync(second, address);
        }

        (await second.ConnectAsync(administrator)).AssertSaved();
        await RunAllAsync(app);
        Assert.Equal(before, await LinksAsync(app));
        foreach (var address in addresses)
        {
            await second.TakeAsync(app, address);
        }

        await ResetCountersAsync(app, second);
        var watch = Stopwatch.StartNew();
        await RunAllAsync(app);
        output.WriteLine($"{People} mailboxes were found on the second server, and {Pairs} links were matched anew, in {watch.Elapsed.TotalSeconds:0} s.");
        await AssertMovedAsync(app, second, before);
        await AssertNothingWrittenAsync(second, addresses);
        await AssertGoesOnAsync(app, second, addresses[7]);
    }

    private static IEnumerable<KeyValuePair<string, string>> Mailboxes(List<string> addresses) =>
        addresses.SelectMany((address, i) => new KeyValuePair<string, string>[]
        {
            new($"Sandbox:Mailboxes:{i}:Address", address), new($"Sandbox:Mailboxes:{i}:DisplayName", $"Person {i}"),
        });

    /// <summary>Everybody has entries of his own, activities of his own, and has switched on.</summary>
    private static async Task FillAsync(AppFactory app, SecondServer second, List<string> addresses)
    {
        foreach (var address in addresses)
        {
            using var calendar = new ByteArrayContent(Encoding.UTF8.GetBytes(Calendar(address)));
            (await second.ClientOf(app).PostAsync(SecondServer.Path($"mailboxes/{address}/import"), calendar)).EnsureSuccessStatusCode();
        }

        await app.QueryAsync(async db =>
        {
            var type = await db.ActivityTypes.SingleAsync(t => t.IsDefault);
            foreach (var address in addresses)
            {
                var owner = new Account
                {
                    Id = Guid.NewGuid(), DisplayName = address, UserName = address, NormalizedUserName = address.ToUpperInvariant(),
                    Email = address, NormalizedEmail = address.ToUpperInvariant(), SecurityStamp = "stamp",
                };
                db.Users.Add(owner);
                db.Mailboxes.Add(new Mailbox { Id = Guid.NewGuid(), AccountId = owner.Id, Address = address, ProvedAt = DateTime.UtcNow, IsEnabled = true });
                db.Activities.AddRange(Enumerable.Range(0, FromSevera).Select(i => Activity(type.Id, owner.Id, i)));
            }

            return await db.SaveChangesAsync();
        });
    }

    private static SeveraActivity Activity(Guid type, Guid owner, int number) => new()
    {
        Id = Guid.NewGuid(), TypeId = type, OwnerId = owner, Title = $"Visit {number}", Version = 1,
        StartsAt = First.AddHours(12 * number).AddHours(3).UtcDateTime, EndsAt = First.AddHours(12 * number).AddHours(4).UtcDateTime,
        CreatedAt = DateTime.UtcNow, ModifiedAt = DateTime.UtcNow,
    };

    private static string Calendar(string address)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Contoso//EN\r\n");
        for (var i = 0; i < FromOutlook; i++)
        {
            var start = First.AddHours(12 * i);
            text.Append(CultureInfo.InvariantCulture, $"BEGIN:VEVENT\r\nUID:{address}-{i}\r\nDTSTAMP:{start:yyyyMMdd'T'HHmmss'Z'}\r\nDTSTART:{start:yyyyMMdd'T'HHmmss'Z'}\r\nDTEND:{start.AddHours(1):yyyyMMdd'T'HHmmss'Z'}\r\nSUMMARY:Talk {i}\r\nEND:VEVENT\r\n");
        }

        return text.Append("END:VCALENDAR\r\n").ToString();
    }

    /// <summary>Asks for everybody's run, and waits until each has ended well.</summary>
    private static async Task RunAllAsync(AppFactory app)
    {
        await app.Services.GetRequiredService<SyncTrigger>().RequestAllAsync(CancellationToken.None);
        await Wait.UntilAsync(
            () => app.QueryAsync(db => db.Mailboxes.Where(m => m.IsEnabled).AllAsync(m => m.CompletedVersion >= m.RequestedVersion && m.LeaseUntil == null && m.LastSuccessAt != null && m.ErrorNumber == null)),
            "everybody's run to end well",
            Patience);
    }

    private static Task<List<(Guid Id, string? Activity)>> LinksAsync(AppFactory app) => app.QueryAsync(async db =>
        (await db.Links.AsNoTracking().OrderBy(l => l.Id).Select(l => new { l.Id, l.ActivityId }).ToListAsync()).ConvertAll(l => (l.Id, l.ActivityId)));

    private async Task AssertMovedAsync(AppFactory app, SecondServer second, List<(Guid Id, string? Activity)> before)
    {
        Assert.Equal(before, await LinksAsync(app));
        var connection = await app.QueryAsync(db => db.ExchangeConnections.Where(c => c.Url == second.Url).Select(c => c.Id).SingleAsync());
        Assert.True(await app.QueryAsync(db => db.Mailboxes.Where(m => m.IsEnabled).AllAsync(m => m.ConnectionId == connection)));
        var links = await app.QueryAsync(db => db.Links.AsNoTracking().Select(l => new { l.EntryId, l.State, l.MailboxId }).ToListAsync());
        Assert.All(links, l => Assert.Equal(LinkState.Active, l.State));
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var address in await app.QueryAsync(db => db.Mailboxes.Where(m => m.IsEnabled).Select(m => m.Address).ToListAsync()))
        {
            using var outlook = new OutlookOf(second, address);
            var entries = await outlook.AllAsync();
            Assert.Equal(FromOutlook + FromSevera, entries.Count);
            ids.UnionWith(entries.Select(e => e.Id));
        }

        Assert.Equal(Pairs, await app.QueryAsync(db => db.Activities.CountAsync(a => db.Mailboxes.Any(m => m.IsEnabled && m.AccountId == a.OwnerId))));
        Assert.All(links, l => Assert.Contains(l.EntryId!, ids));
        output.WriteLine($"{links.Count} links, every one with an entry of the second server; {ids.Count} entries and {Pairs} activities, as before.");
    }

    private static async Task ResetCountersAsync(AppFactory app, SecondServer second)
    {
        await second.ClientOf(app).PostAsync(SecondServer.Path("counters/reset"), null);
        await second.ClientOf(second).PostAsync(SecondServer.Path("counters/reset"), null);
    }

    private async Task AssertNothingWrittenAsync(SecondServer second, List<string> addresses)
    {
        var operations = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var mails = 0;
        foreach (var address in addresses)
        {
            using var outlook = new OutlookOf(second, address);
            foreach (var (operation, count) in await outlook.OperationsAsync())
            {
                operations[operation] = operations.GetValueOrDefault(operation) + count;
            }

            mails += (await outlook.CountersAsync()).Mails;
        }

        output.WriteLine($"Requests to the second server: {string.Join(", ", operations.Select(o => $"{o.Value} {o.Key}"))}; {mails} mails.");
        Assert.Empty(operations.Keys.Intersect(["CreateItem", "UpdateItem", "DeleteItem"]));
        Assert.Equal(0, mails);
    }

    private static async Task AssertGoesOnAsync(AppFactory app, SecondServer second, string address)
    {
        using var outlook = new OutlookOf(second, address);
        await outlook.EditAsync(await outlook.EntryAsync("Talk 3"), new JsonObject { ["subject"] = "Talk 3, moved" });
        await outlook.DeleteAsync(await outlook.EntryAsync("Visit 3"));
        await RunAllAsync(app);

        var titles = await app.QueryAsync(db => db.Activities.Where(a => db.Users.Single(u => u.Id == a.OwnerId).Email == address).Select(a => a.Title).ToListAsync());
        Assert.Contains("Talk 3, moved", titles);
        Assert.DoesNotContain("Visit 3", titles);
    }
}
