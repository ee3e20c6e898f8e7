using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Web.Tests.Processes;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>
/// Both nodes are replaced one after the other, as an upgrade does it: taken out of the proxy, stopped, started, taken in again. Meanwhile
/// one person works on the pages and others in both calendars.
/// </summary>
[Trait("Category", "Nodes")]
public sealed class RollingReplacementTests(ITestOutputHelper output)
{
    private const string Password = "correct horse battery staple";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>What a host gives a service to end.</summary>
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    private readonly List<string> _saved = [];
    private readonly List<string> _failures = [];
    private int _pages;

    [Fact]
    public async Task Replacing_both_nodes_fails_no_page_and_loses_no_change()
    {
        await using var stage = await NodeStage.PrepareAsync(mailboxes: 8, intervalMinutes: 1);
        await stage.Database.GivePasswordAsync(stage.Addresses[0], Password);
        var people = new EditingPeople(stage, [.. stage.Addresses.Skip(1)], Environment.TickCount);
        await stage.StartNodesAsync();
        using var proxy = new Balancer(Visitor.Browser());
        using var visitor = new Visitor(new Uri(stage.Nodes[0].Url), proxy);
        foreach (var node in stage.Nodes)
        {
            proxy.Add(node);
        }

        using var signedIn = await visitor.SignInAsync(stage.Addresses[0], Password);
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        using var end = new CancellationTokenSource();
        Task[] work = [people.WorkAsync(TimeSpan.FromMilliseconds(200), end.Token), VisitAsync(visitor, end.Token)];
        foreach (var node in stage.Nodes)
        {
            var before = _saved.Count;
            await Wait.UntilAsync(() => Task.FromResult(_saved.Count > before + 3), "some work on the pages", Patience);
            await ReplaceAsync(proxy, node);
        }

        await end.CancelAsync();
        await Task.WhenAll(work);
        await stage.SettleAsync(Patience);
        var calendars = await CalendarsInTheEnd.ReadAsync(stage, address => address == stage.Addresses[0] ? _saved : people.Expected(address));
        await AssertNothingIsHeldAfterAStopAsync(stage);
        output.WriteLine($"{_pages} pages, {_failures.Count} failed; {_saved.Count} activities saved on them, {people.Edits} other edits, {calendars.Unequal.Count} mailboxes not as their people left them");
        Assert.True(_failures.Count == 0, string.Join(Environment.NewLine, _failures));
        Assert.True(calendars is { Doubled: 0, Unequal.Count: 0 }, string.Join(Environment.NewLine, calendars.Unequal));
    }

    private async Task ReplaceAsync(Balancer proxy, DotnetProcess node)
    {
        proxy.Remove(node);
        var watch = Stopwatch.StartNew();
        Assert.Equal(0, await node.StopAsync());
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"a node stopped within {watch.Elapsed.TotalSeconds:F1} s"));
        Assert.True(watch.Elapsed < LongestStop, $"The node took {watch.Elapsed} to stop.");
        await node.StartAsync();
        proxy.Add(node);
    }

    /// <summary>A node that stops gives back what it holds: nobody has to wait for leases to run out.</summary>
    private static async Task AssertNothingIsHeldAfterAStopAsync(NodeStage stage)
    {
        await Task.WhenAll(stage.Nodes.Select(node => node.StopAsync()));
        Assert.False(await stage.Database.AskAsync(db => db.Mailboxes.AnyAsync(m => m.LeaseUntil != null || m.RunningSince != null)), "A mailbox is held still.");
        Assert.False(await stage.Database.AskAsync(db => db.ExchangeConnections.AnyAsync(c => c.ListenerUntil != null)), "A connection is held still.");
    }

    /// <summary>Looks at the week, and saves an activity, again and again.</summary>
    private async Task VisitAsync(Visitor visitor, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(300));
        try
        {
            for (var number = 0; ; number++)
            {
                await timer.WaitForNextTickAsync(cancellationToken);
                await TryAsync("the week", () => visitor.GetAsync("/activities"), HttpStatusCode.OK);
                var title = $"Page {number}";
                if (await TryAsync(title, async () => await visitor.SendAsync("/activities/edit", null, await FormAsync(visitor, title, number)), HttpStatusCode.Redirect))
                {
                    _saved.Add(title);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The replacement is over.
        }
    }

    private async Task<bool> TryAsync(string what, Func<Task<HttpResponseMessage>> page, HttpStatusCode expected)
    {
        _pages++;
        try
        {
            using var answer = await page();
            if (answer.StatusCode == expected)
            {
                return true;
            }

            _failures.Add($"{what}: {answer.StatusCode}");
        }
        catch (HttpRequestException problem)
        {
            _failures.Add($"{what}: {problem.Message}");
        }

        return false;
    }

    private static async Task<(string Name, string Value)[]> FormAsync(Visitor visitor, string title, int number)
    {
        var day = DateTime.UtcNow.Date.AddDays(1 + (number / 4)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var type = (await visitor.ReadAsync("/activities/edit")).Split("<option selected=\"selected\" value=\"")[1].Split('"')[0];
        return
        [
            ("Input.Title", title), ("Input.TypeId", type), ("Input.FirstDay", day), ("Input.LastDay", day),
            ("Input.StartTime", $"{8 + (2 * (number % 4)):D2}:00"), ("Input.EndTime", $"{9 + (2 * (number % 4)):D2}:00"),
        ];
    }
}
