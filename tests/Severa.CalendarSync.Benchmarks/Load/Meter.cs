using System.Diagnostics;
using Severa.CalendarSync.Benchmarks.Measuring;
using Severa.CalendarSync.Benchmarks.Stage;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Benchmarks.Load;

/// <summary>What one phase has cost: counted from when it is made.</summary>
internal sealed class Meter
{
    private readonly WholeStage _stage;
    private readonly int? _busy;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly DateTime _since = DateTime.UtcNow;
    private readonly Use _product;
    private readonly Use _exchange;
    private int _runs;
    private int _spoiled;

    private Meter(WholeStage stage, int? busy) =>
        (_stage, _busy, _product, _exchange) = (stage, busy, Use.Of(stage.Product.Id), Use.Of(stage.Exchange.Id));

    public int Runs { get; private set; }

    public Traffic Traffic { get; private set; } = new(0, new Dictionary<string, int>(StringComparer.Ordinal), 0, 0);

    public TimeSpan Elapsed => _watch.Elapsed;

    public static async Task<Meter> StartAsync(WholeStage stage, int? busy)
    {
        await stage.Outlook.CountAnewAsync();
        return new Meter(stage, busy) { _runs = await new Ledger(stage.Database).RunsAsync(), _spoiled = await SpoiledAsync(stage, busy) };
    }

    /// <summary>Ends the phase and tells what every phase tells.</summary>
    public async Task TellAsync(Table table)
    {
        var (took, ledger, concurrency) = (Elapsed, new Ledger(_stage.Database), await _stage.Outlook.ConcurrencyAsync());
        Traffic = await _stage.Outlook.TrafficAsync();
        Runs = await ledger.RunsAsync() - _runs;
        var (product, exchange) = (Use.Of(_stage.Product.Id), Use.Of(_stage.Exchange.Id));
        var used = product.Processor - _product.Processor;
        table.Line("took", $"{took:hh\\:mm\\:ss}, load after {Use.MachineLoad}");
        table.Line("runs", Runs);
        table.Line("failed runs", Failures(await ledger.FailuresAsync(_since)));
        table.Line("requests", $"{Traffic.Requests:#,0} ({Traffic.Requests / took.TotalSeconds:F1} a second): {Operations}");
        table.Line("  of them answered busy", await SpoiledAsync(_stage, _busy) - _spoiled);
        table.Line("  most at the same time, as Exchange counted", concurrency.Highest);
        table.Line("  refused as one too many", concurrency.Refused);
        table.Line("mails", Traffic.Mails);
        table.Line("processor time of the service", $"{used.TotalSeconds:F0} s, {used.TotalMilliseconds / Math.Max(1, Runs):F1} ms a run, {used / took:P0} of one processor");
        table.Line("processor time of the simulated Exchange", $"{(exchange.Processor - _exchange.Processor).TotalSeconds:F0} s");
        table.Line("most memory of the service so far", product.MostMemory / 1_000_000.0, "MB");
    }

    private string Operations => string.Join(", ", Traffic.Operations.OrderByDescending(o => o.Value).Select(o => $"{o.Key} {o.Value:#,0}"));

    private static string Failures(IReadOnlyDictionary<string, int> failures) =>
        failures.Count == 0 ? "0" : string.Join(", ", failures.OrderByDescending(f => f.Value).Select(f => $"{f.Key} {f.Value:#,0}"));

    private static async Task<int> SpoiledAsync(WholeStage stage, int? busy) => busy is { } number ? await stage.Outlook.SpoiledAsync(number) : 0;
}
