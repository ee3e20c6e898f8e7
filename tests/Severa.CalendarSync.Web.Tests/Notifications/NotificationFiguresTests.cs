using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Story;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Notifications;

/// <summary>How long a change in Outlook takes to be in Severa. The figures are printed; the machine decides them, so none is asserted.</summary>
[Trait("Category", "Measurement")]
public sealed class NotificationFiguresTests(ITestOutputHelper output)
{
    private const int People = 50;
    private const int Changes = 100;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(200);
    private static readonly DateTimeOffset At = new(DateTime.UtcNow.Date.AddDays(9).AddHours(8), TimeSpan.Zero);

    private readonly ConcurrentDictionary<string, TimeSpan> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TimeSpan> _seen = new(StringComparer.Ordinal);
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    [Fact]
    public async Task A_hundred_changes_in_fifty_mailboxes_arrive()
    {
        await using var app = await StartAsync();
        var making = MakeAsync(app);
        await Wait.UntilAsync(() => SeeAsync(app), "all changes to arrive", TimeSpan.FromMinutes(3));
        await making;

        var times = _seen.Select(s => (s.Value - _made[s.Key]).TotalSeconds).Order().ToList();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Changes} changes on {People} mailboxes: median {times[Changes / 2]:F2} s, p95 {times[(int)(Changes * 0.95)]:F2} s, longest {times[^1]:F2} s"));
        Assert.Equal(Changes, times.Count);
    }

    private static string Address(int person) => string.Create(CultureInfo.InvariantCulture, $"person{person:D2}@contoso.test");

    private static async Task<NotifiedApp> StartAsync()
    {
        var app = new NotifiedApp();
        foreach (var (address, i) in ((string[])[AppFactory.Aino, AppFactory.Mikael, AppFactory.Sari]).Concat(Enumerable.Range(0, People).Select(Address)).Select((a, i) => (a, i)))
        {
            app.Settings[$"Sandbox:Mailboxes:{i}:Address"] = address;
        }

        await app.QueryAsync(async db =>
        {
            db.AddRange(Enumerable.Range(0, People).SelectMany(Person));
            return await db.SaveChangesAsync();
        });
        await app.ListensToAsync([.. Enumerable.Range(0, People).Select(Address)]);
        await Wait.UntilAsync(
            () => app.QueryAsync(async db => !await db.Mailboxes.AnyAsync(m => m.IsEnabled && (m.LastCheckedAt == null || m.LeaseUntil != null || m.RequestedVersion > m.CompletedVersion))),
            "the first runs",
            TimeSpan.FromMinutes(3));
        return app;
    }

    private static IEnumerable<object> Person(int person)
    {
        var (address, now, id) = (Address(person), DateTime.UtcNow, Guid.NewGuid());
        yield return new Account
        {
            Id = id, DisplayName = address, UserName = address, NormalizedUserName = address.ToUpperInvariant(), Email = address,
            NormalizedEmail = address.ToUpperInvariant(), TimeZoneId = "Europe/Helsinki", CreatedAt = now, SecurityStamp = "s",
        };
        yield return new Mailbox { Id = Guid.NewGuid(), AccountId = id, Address = address, ProvedAt = now, IsEnabled = true, EnabledAt = now, NextDueAt = now };
    }

    private async Task MakeAsync(NotifiedApp app)
    {
        using var timer = new PeriodicTimer(Between);
        for (var i = 0; i < Changes; i++)
        {
            using var outlook = new OutlookOf(app, Address(i % People));
            var title = string.Create(CultureInfo.InvariantCulture, $"Change {i:D3}");
            await outlook.AddAsync(title, At.AddHours(i / People));
            _made[title] = _watch.Elapsed;
            await timer.WaitForNextTickAsync();
        }
    }

    private async Task<bool> SeeAsync(NotifiedApp app)
    {
        var titles = await app.QueryAsync(db => db.Activities.Where(a => a.Title.StartsWith("Change ")).Select(a => a.Title).ToListAsync());
        foreach (var title in titles)
        {
            _seen.TryAdd(title, _watch.Elapsed);
        }

        return _seen.Count == Changes;
    }
}
