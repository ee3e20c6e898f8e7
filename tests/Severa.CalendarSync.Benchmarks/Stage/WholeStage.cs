using System.Collections.Concurrent;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Benchmarks.Stage;

/// <summary>The simulated Exchange in one process, the service in another, with a database in which everybody has switched on.</summary>
internal sealed class WholeStage : IAsyncDisposable
{
    /// <summary>So that filling the calendars does not take longer than measuring.</summary>
    private const int FilledAtOnce = 8;

    private readonly ConcurrentDictionary<int, string> _firstEntries = new();

    private WholeStage(DotnetProcess exchange, PreparedDatabase database, DotnetProcess product)
    {
        (Exchange, Database, Product) = (exchange, database, product);
        Outlook = new OutlookClient(exchange.Url);
    }

    public DotnetProcess Exchange { get; }

    public PreparedDatabase Database { get; }

    public DotnetProcess Product { get; }

    public OutlookClient Outlook { get; }

    /// <summary>Everything but the service runs; it starts when it is told to.</summary>
    public static async Task<WholeStage> PrepareAsync(StageOptions options)
    {
        var addresses = Enumerable.Range(0, options.Mailboxes).Select(People.Address).ToList();
        var exchange = new DotnetProcess("Severa.CalendarSync.Sandbox", "/sandbox", ExchangeSettings(addresses, options));
        await exchange.StartAsync();
        var database = await PreparedDatabase.CreateAsync(addresses, exchange.Url + "/EWS/Exchange.asmx", options.Interval);
        await database.AddActivitiesAsync(options.Activities, number => People.Start(options.Entries + number));
        var product = new DotnetProcess("Severa.CalendarSync.Web", "/health/live", ProductSettings(database, options));
        var stage = new WholeStage(exchange, database, product);
        await stage.FillCalendarsAsync(options);
        return stage;
    }

    /// <summary>The entry that this person changes.</summary>
    public string EntryOf(int person) => _firstEntries[person];

    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        Outlook.Dispose();
        await Exchange.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static Dictionary<string, string> ExchangeSettings(List<string> addresses, StageOptions options)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Sandbox__File"] = "",
            ["Sandbox__Seed"] = "false",
            ["Sandbox__Throttling__MaxConcurrency"] = $"{options.Limit}",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        for (var i = 0; i < addresses.Count; i++)
        {
            settings[$"Sandbox__Mailboxes__{i}__Address"] = addresses[i];
        }

        return settings;
    }

    private static Dictionary<string, string> ProductSettings(PreparedDatabase database, StageOptions options)
    {
        var settings = new Dictionary<string, string>(database.Settings, StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Demo__Enabled"] = "false",
            ["Sandbox__Enabled"] = "true",
            ["Sandbox__File"] = "",
            ["Notifications__Enabled"] = options.Notifications == 0 ? "false" : "true",
            ["Serilog__MinimumLevel__Default"] = "Warning",
        };
        if (options.AtOnce > 0)
        {
            settings["Exchange__Throttling__ConcurrentRequests"] = $"{options.AtOnce}";
            settings["Network__MaxConnectionsPerServer"] = $"{options.AtOnce}";
        }

        if (options.Processors > 0)
        {
            settings["DOTNET_PROCESSOR_COUNT"] = $"{options.Processors}";
        }

        return settings;
    }

    private async Task FillCalendarsAsync(StageOptions options) => await Parallel.ForEachAsync(
        Enumerable.Range(0, options.Mailboxes),
        new ParallelOptions { MaxDegreeOfParallelism = FilledAtOnce },
        async (person, _) =>
        {
            for (var number = 0; number < options.Entries; number++)
            {
                var id = await Outlook.AddAsync(People.Address(person), $"Entry {number:D3}", People.Start(number));
                _firstEntries.TryAdd(person, id);
            }
        });
}
