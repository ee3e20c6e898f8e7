using System.Diagnostics;
using Hangfire;
using Hangfire.InMemory;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Severa.CalendarSync.Benchmarks.Stage;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Telemetry;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Benchmarks.Bookkeeping;

/// <summary>Mailboxes in which nothing happens, and the product's own jobs in this process: what a round costs is the database and the service alone.</summary>
internal sealed class QuietOrganisation : IAsyncDisposable
{
    /// <summary>As many as the dispatcher puts into one job.</summary>
    private const int PerBatch = 20;

    private const int RowsAtOnce = 5000;

    private readonly PreparedDatabase _database;
    private readonly ServiceProvider _services;
    private readonly int _mailboxes;

    private QuietOrganisation(PreparedDatabase database, int mailboxes) => (_database, _services, _mailboxes) = (database, Services(database), mailboxes);

    /// <summary>Everybody's calendars have been compared once.</summary>
    public static async Task<QuietOrganisation> PrepareAsync(bool onPostgres, int mailboxes)
    {
        const string exchange = "https://exchange.contoso.test/EWS/Exchange.asmx";
        var addresses = Enumerable.Range(0, mailboxes).Select(People.Address).ToList();
        var database = onPostgres ? await PreparedDatabase.OnPostgresAsync(addresses, exchange, intervalMinutes: 5) : await PreparedDatabase.CreateAsync(addresses, exchange);
        var organisation = new QuietOrganisation(database, mailboxes);
        await organisation.RoundAsync();
        return organisation;
    }

    /// <summary>Everybody has so many pairs.</summary>
    public async Task LinkAsync(int each)
    {
        var mailboxes = await _database.AskAsync(db => db.Mailboxes.AsNoTracking().ToListAsync());
        foreach (var rows in mailboxes.SelectMany(m => Enumerable.Range(0, each).Select(number => Link(m, number))).Chunk(RowsAtOnce))
        {
            await _database.AskAsync(db =>
            {
                db.Links.AddRange(rows);
                return db.SaveChangesAsync();
            });
        }
    }

    /// <summary>Everybody's turn has come: one round of the dispatcher and its jobs, one after another.</summary>
    public async Task<Cost> RoundAsync()
    {
        var due = DateTime.UtcNow.AddSeconds(-1);
        await _database.AskAsync(db => db.Mailboxes.ExecuteUpdateAsync(set => set.SetProperty(m => m.NextDueAt, due)));
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (watch, used) = (Stopwatch.StartNew(), process.TotalProcessorTime);
        foreach (var batch in (await _services.GetRequiredService<MailboxQueue>().PickAsync(_mailboxes, default)).Chunk(PerBatch))
        {
            await ActivatorUtilities.CreateInstance<SyncMailboxesJob>(_services).RunAsync(batch, default);
        }

        var took = watch.Elapsed;
        process.Refresh();
        return new Cost(took.TotalMilliseconds / _mailboxes, (process.TotalProcessorTime - used).TotalMilliseconds / _mailboxes);
    }

    /// <summary>Nobody was left out, and nobody had anything to do.</summary>
    public async Task CheckAsync(DateTime since)
    {
        var checkedOnes = await _database.AskAsync(db => db.Mailboxes.CountAsync(m => m.LastSuccessAt > since && m.NextDueAt > since && m.LeaseUntil == null));
        if (checkedOnes != _mailboxes)
        {
            throw new InvalidOperationException($"Only {checkedOnes} of {_mailboxes} mailboxes were checked.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static ServiceProvider Services(PreparedDatabase database)
    {
        var settings = database.Settings.Select(s => KeyValuePair.Create(s.Key.Replace("__", ":", StringComparison.Ordinal), (string?)s.Value));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        return new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddMetrics()
            .AddSyncData(configuration, Path.GetTempPath())
            .AddSingleton<IExchangeConnector, SilentExchange>()
            .AddExchangeConnector(configuration)
            .AddSingleton<JobStorage>(new InMemoryStorage())
            .AddSingleton<IBackgroundJobClient, BackgroundJobClient>()
            .AddSingleton<Throughput>()
            .AddSingleton<RunMeter>()
            .AddSingleton<ConnectionSettings>()
            .AddSingleton<MailboxConnections>()
            .AddSingleton<RunLoggers>()
            .AddSingleton<ConnectionState>()
            .AddSingleton<MailboxCalendars>()
            .AddSingleton<SyncRunner>()
            .AddSingleton<QuietLook>()
            .BuildServiceProvider();
    }

    private static LinkRow Link(Mailbox mailbox, int number) => new()
    {
        Id = Guid.NewGuid(),
        MailboxId = mailbox.Id,
        EntryToken = $"AAMkAGI2TG93AAA-{mailbox.Id:N}-{number:D5}-AAAAAAENAAAiIsqMbYjsT5e",
        EntryId = $"AAMkAGI2TG93AAA-{mailbox.Id:N}-{number:D5}-AAAAAAENAAAiIsqMbYjsT5e",
        EntryVersion = $"DwAAABYAAAAiIsqMbYjsT5e-{number:D5}",
        ActivityId = Guid.NewGuid().ToString("N"),
        ActivityVersion = "1",
        Base = Base,
        Epoch = mailbox.Epoch,
        Uid = $"040000008200E00074C5B7101A82E00800000000-{number:D5}",
        EndsAt = DateTime.UtcNow.AddDays(number % 100),
    };

    /// <summary>Hashes of six fields, four times.</summary>
    private static string Base { get; } = $$"""{"O":[{{Hashes}}],"Op":[{{Hashes}}],"S":[{{Hashes}}],"Sp":[{{Hashes}}],"Ls":0,"Lo":0}""";

    private static string Hashes => string.Join(',', Enumerable.Repeat("\"q83vEjRWeJCrze8S\"", 6));
}

/// <summary>Of one mailbox.</summary>
internal readonly record struct Cost(double Milliseconds, double ProcessorMilliseconds);
