using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Web.Tests.Processes;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>
/// R18 on several nodes: while everybody works in both calendars, nodes are killed, and one stands still until its leases have run out.
/// <c>CALSYNC_NODE_MAILBOXES</c> and <c>CALSYNC_NODE_KILLS</c> make it as large as an organisation.
/// </summary>
[Trait("Category", "Nodes")]
public sealed class KilledNodesTests(ITestOutputHelper output)
{
    private const int IntervalMinutes = 1;

    private static readonly int Mailboxes = Number("CALSYNC_NODE_MAILBOXES", 12);
    private static readonly int Kills = Number("CALSYNC_NODE_KILLS", 2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(IntervalMinutes);

    [Fact]
    public async Task Two_nodes_killed_and_paused_keep_all_calendars_equal()
    {
        var seed = Environment.TickCount;
        await using var stage = await NodeStage.PrepareAsync(Mailboxes, IntervalMinutes);
        var fence = new FenceWatch(stage.Database);
        await fence.BeginAsync();
        var people = new EditingPeople(stage, stage.Addresses, seed);
        foreach (var address in stage.Addresses)
        {
            await people.EditAsync(address);
        }

        await stage.StartNodesAsync();
        using var evening = new CancellationTokenSource();
        var work = people.WorkAsync(TimeSpan.FromMilliseconds(100), evening.Token);
        await SufferAsync(stage, new Random(seed));
        await evening.CancelAsync();
        await work;
        await CalmAsync(stage, people);
        await TellAsync(stage, people, fence, seed);
    }

    /// <summary>Kills one node after the other amid its work, and lets one stand still in between.</summary>
    private async Task SufferAsync(NodeStage stage, Random random)
    {
        var slow = await stage.Outlook.SpoilAsync(new { kind = "Slow", operation = "CreateItem", milliseconds = 700, isLasting = true });
        for (var kill = 0; kill < Kills; kill++)
        {
            var node = stage.Nodes[kill % 2];
            await WorkingAsync(stage);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1500)));
            await node.KillAsync();
            await node.StartAsync();
            if (kill == Kills / 2)
            {
                await PauseAsync(stage, paused: stage.Nodes[1 - (kill % 2)], node);
            }
        }

        await stage.Outlook.CureAsync(slow);
    }

    /// <summary>The only node stands still in the middle of writing, longer than its leases last; the other one starts again and takes over.</summary>
    private async Task PauseAsync(NodeStage stage, DotnetProcess paused, DotnetProcess other)
    {
        Assert.Equal(0, await other.StopAsync());
        await WritingAsync(stage);
        await paused.PauseAsync();
        var watch = Stopwatch.StartNew();
        var held = await HeldAsync(stage);
        await other.StartAsync();
        await Wait.UntilAsync(async () => (await HeldAsync(stage)).All(now => !held.Contains(now)), "the leases of the paused node to be taken over", Patience);
        await paused.GoOnAsync();
        output.WriteLine($"one node stood still for {watch.Elapsed.TotalSeconds:F0} s, with {held.Count} mailboxes in its hands");
    }

    /// <summary>Nothing is edited any more: how long until every mailbox was checked, and until all is equal.</summary>
    private async Task CalmAsync(NodeStage stage, EditingPeople people)
    {
        var (watch, calm) = (Stopwatch.StartNew(), DateTime.UtcNow);
        await Wait.UntilAsync(
            () => stage.Database.AskAsync(db => db.Mailboxes.AllAsync(m => m.LastCheckedAt > calm)), "every mailbox to be checked", Patience);
        var (intervals, all) = (watch.Elapsed / Interval, people.Edits);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all} edits; every mailbox was checked {intervals:F1} intervals after the last one"));
        Assert.InRange(intervals, 0, 3);
        await stage.SettleAsync(Patience);
    }

    private async Task TellAsync(NodeStage stage, EditingPeople people, FenceWatch fence, int seed)
    {
        var end = await CalendarsInTheEnd.ReadAsync(stage, people.Expected);
        var (written, stale) = await fence.CountAsync();
        var broke = stage.Nodes.Sum(n => Times(n.Output, " ERR Severa.CalendarSync.Web.Jobs."));
        var (takenOver, mails) = (stage.Nodes.Sum(n => Times(n.Output, "was taken over while it ran here")), (await stage.Outlook.TrafficAsync()).Mails);
        output.WriteLine($"seed {seed}, {Mailboxes} mailboxes, {Kills} kills: {end.Pairs} pairs, {end.Doubled} duplicates, {end.Unequal.Count} mailboxes not as their people left them, "
            + $"{mails} mails; {takenOver} runs ended because another node had taken over, {broke} broke, {written} rows of the ledger, {stale} of them written by a worker without its lease");
        Assert.True(end.Unequal.Count == 0, string.Join(Environment.NewLine, end.Unequal));
        Assert.True(stale == 0, string.Join(Environment.NewLine, await fence.DescribeAsync()));
        Assert.Equal((0, 0), (end.Doubled, mails));
        Assert.True(written > 0, "Nothing was seen of the ledger.");
    }

    private static Task WorkingAsync(NodeStage stage) => Wait.UntilAsync(
        () => stage.Database.AskAsync(db => db.Mailboxes.AnyAsync(m => m.RunningSince != null)), "somebody's run", Patience);

    private static Task WritingAsync(NodeStage stage) => Wait.UntilAsync(
        () => stage.Database.AskAsync(db => db.Mailboxes.AnyAsync(m => m.RunningSince != null && db.Intents.Any(i => i.MailboxId == m.Id && i.ClosedAt == null))), "somebody's write", Patience);

    /// <summary>Who runs, each with its fencing token.</summary>
    private static async Task<List<(Guid Id, long Token)>> HeldAsync(NodeStage stage) =>
        [.. (await stage.Database.AskAsync(db => db.Mailboxes.Where(m => m.LeaseUntil != null).Select(m => new { m.Id, m.LeaseToken }).ToListAsync())).Select(m => (m.Id, m.LeaseToken))];

    private static int Times(string text, string words) => text.Split(words).Length - 1;

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
