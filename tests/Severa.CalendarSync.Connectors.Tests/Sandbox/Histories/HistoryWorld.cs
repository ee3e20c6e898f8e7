using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;

/// <summary>One mailbox in the simulated Exchange, Severa in memory, the service between them; and the dice.</summary>
internal sealed class HistoryWorld
{
    private readonly Random _random;
    private int _texts;
    private int _ids;

    public HistoryWorld(int seed, ExchangeHost host)
    {
        _random = new Random(seed);
        Host = host;
        Seed = seed;
    }

    public int Seed { get; }

    public ExchangeHost Host { get; }

    public TestWorld Service { get; } = new();

    public UserEntries Users => Host.Get<UserEntries>();

    public Mailbox Mailbox => Host.Mailbox;

    public Dictionary<string, TokenLife> Lives { get; } = new(StringComparer.Ordinal);

    public List<string> Story { get; } = [];

    public InMemorySide Severa => Service.Severa;

    /// <summary>Everything the user sees in Outlook, series as their occurrences.</summary>
    public IReadOnlyList<ItemView> Entries => Users.Between(Mailbox, Service.Window.Start.AddDays(-10), Service.Window.End.AddDays(10));

    /// <summary>Each run opens the calendar anew, as the jobs do.</summary>
    public async Task<RunReport> RunAsync()
    {
        var outlook = Host.Open(Service.Ledger.Epoch.Length == 0 ? null : Service.Ledger.Epoch);
        var sync = new MailboxSync(Service.Ledger, outlook, Severa, Service.Time, NullLogger.Instance) { NewId = () => new Guid(++_ids, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]) };
        var (before, calls) = (Host.Traffic.Operations.Count, Severa.Calls);
        try
        {
            var report = (await sync.RunAsync(Service.Policy with { OutlookTraits = outlook.Traits }, Service.Window, default))!;
            Story.Add($"run: {report.Outcome} {report.ErrorCode}");
            return report;
        }
        catch (CrashException killed)
        {
            Story.Add("run: " + killed.Message);
            throw;
        }
        finally
        {
            Story.Add($"  sent {string.Join(", ", Host.Traffic.Operations.Skip(before))}; {Severa.Calls - calls} calls to Severa");
        }
    }

    public TokenLife Begin(string who)
    {
        var token = string.Create(CultureInfo.InvariantCulture, $"#{Lives.Count:D3} ");
        Story.Add($"{who} adds {token}");
        return Lives[token] = new TokenLife(token);
    }

    /// <summary>Whose it is, by its title; null for withheld text.</summary>
    public TokenLife? LifeOf(string? title) => title is { Length: >= 5 } ? Lives.GetValueOrDefault(title[..5]) : null;

    /// <summary>What people did, what the service did, and what it remembers.</summary>
    public string Tell() => string.Join('\n', [
        .. Story,
        "-- the service --",
        .. Service.Ledger.History.Select(h => $"{h.At:HH:mm} {h.Kind} {h.Target} {h.Reason} {h.Fields} {h.Title} {h.Key}"),
        "-- links --",
        .. Service.Ledger.Links.Values.Select(l => $"{l.State} {l.StateReason} {l.Origin} {l.Entry?.Key} = {l.Activity?.Key} {l.SetAside?.Code}"),
        "-- Outlook --",
        .. Entries.Select(e => $"{e.Content.Subject} {e.Start:MM-dd HH:mm} {RawEntry.KeyOf(e)}"),
        "-- Severa --",
        .. Severa.Visible.Select(a => $"{a.Content.Title} {a.Content.When.Canonical} {a.Id}"),
    ]);

    public string Text() => string.Create(CultureInfo.InvariantCulture, $"text {++_texts} åäö");

    public bool Chance(double chance) => _random.NextDouble() < chance;

    public int Number(int from, int below) => _random.Next(from, below);

    public T Pick<T>(params IReadOnlyList<T> values) => values[_random.Next(values.Count)];

    public When Time()
    {
        var start = Service.Time.Start.AddDays(Number(-10, 60)).AddMinutes(15 * Number(0, 40));
        var day = DateOnly.FromDateTime(start.DateTime);
        return Chance(0.1) ? When.AllDay(day, day.AddDays(Number(1, 4))) : When.Timed(start, start.AddMinutes(15 * Number(0, 8)));
    }
}
