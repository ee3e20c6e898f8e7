using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>Two nodes of the product on one PostgreSQL, each a process of its own, and the simulated Exchange in a third.</summary>
internal sealed class NodeStage : IAsyncDisposable
{
    /// <summary>Short, so that what a dead node held is free soon; longer than the longest call.</summary>
    public static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(25);

    private readonly IReadOnlyDictionary<string, string> _more;

    private NodeStage(DotnetProcess exchange, PreparedDatabase database, IReadOnlyList<string> addresses, IReadOnlyDictionary<string, string> more)
    {
        (Exchange, Database, Addresses, _more) = (exchange, database, addresses, more);
        Outlook = new OutlookClient(exchange.Url);
        Nodes = [Node(), Node()];
    }

    public IReadOnlyList<string> Addresses { get; }

    public DotnetProcess Exchange { get; }

    public PreparedDatabase Database { get; }

    public OutlookClient Outlook { get; }

    public IReadOnlyList<DotnetProcess> Nodes { get; }

    /// <summary>Of a node, and of a command at its console.</summary>
    public IReadOnlyDictionary<string, string> NodeSettings => new Dictionary<string, string>(Database.Settings.Concat(_more))
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["Demo__Enabled"] = "false",
        ["Sandbox__Enabled"] = "true",
        ["Sandbox__File"] = "",
        ["Exchange__WriteTimeout"] = "00:00:05",
        ["Ledger__LeaseTime"] = $"{LeaseTime}",
    };

    /// <summary>Everything but the nodes runs.</summary>
    /// <param name="mailboxes">How many people.</param>
    /// <param name="intervalMinutes">Between two checks of a mailbox.</param>
    /// <param name="more">Environment variables of the nodes.</param>
    public static async Task<NodeStage> PrepareAsync(int mailboxes, int intervalMinutes, IReadOnlyDictionary<string, string>? more = null)
    {
        var addresses = Enumerable.Range(0, mailboxes).Select(person => $"person{person:D3}@contoso.test").ToList();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Sandbox__File"] = "", ["Sandbox__Seed"] = "false" };
        for (var i = 0; i < addresses.Count; i++)
        {
            settings[$"Sandbox__Mailboxes__{i}__Address"] = addresses[i];
        }

        var exchange = new DotnetProcess("Severa.CalendarSync.Sandbox", "/sandbox", settings);
        await exchange.StartAsync();
        var database = await PreparedDatabase.OnPostgresAsync(
            addresses, exchange.Url + "/EWS/Exchange.asmx", intervalMinutes, "Maximum Pool Size=40;Options=-c idle_in_transaction_session_timeout=5s");
        return new NodeStage(exchange, database, addresses, more ?? new Dictionary<string, string>());
    }

    public Task StartNodesAsync() => Task.WhenAll(Nodes.Select(node => node.StartAsync()));

    /// <summary>Waits until nothing is under way, and has everybody looked at twice more.</summary>
    public async Task SettleAsync(TimeSpan patience)
    {
        var everybody = await Database.AskAsync(db => db.Mailboxes.Select(m => m.Id).ToListAsync());
        for (var look = 0; look < 2; look++)
        {
            await Wait.UntilAsync(IsSettledAsync, "all writes to be settled", patience);
            await Database.Get<MailboxQueue>().RequestAsync(everybody, default);
        }

        await Wait.UntilAsync(IsSettledAsync, "the last look", patience);
    }

    /// <summary>Nothing is under way, and nothing is left to do.</summary>
    private Task<bool> IsSettledAsync() => Database.AskAsync(async db =>
        !await db.Intents.AnyAsync(i => i.ClosedAt == null)
        && await db.Mailboxes.AllAsync(m => m.LeaseUntil == null && (!m.IsEnabled || m.RequestedVersion <= m.CompletedVersion))
        && !await db.Links.AnyAsync(l => l.State == LinkState.Active && (l.EntryToken == null || l.ActivityId == null)));

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
        }

        Outlook.Dispose();
        await Exchange.DisposeAsync();
        await Database.DisposeAsync();
    }

    private DotnetProcess Node() => new("Severa.CalendarSync.Web", "/health/ready", NodeSettings);
}
