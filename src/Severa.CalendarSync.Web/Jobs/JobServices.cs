using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Data.Ledger;

namespace Severa.CalendarSync.Web.Jobs;

internal static class JobServices
{
    /// <summary>What a lease needs beyond one write: to begin it, and to be sure that it has ended.</summary>
    private static readonly TimeSpan BesideAWrite = TimeSpan.FromSeconds(20);

    /// <summary>Runs of mailboxes, and what triggers them.</summary>
    public static IServiceCollection AddJobs(this IServiceCollection services)
    {
        services.AddOptions<LedgerOptions>()
            .Validate<IOptions<ExchangeOptions>>(
                (ledger, exchange) => ledger.LeaseTime >= exchange.Value.WriteTimeout + BesideAWrite,
                $"Ledger:LeaseTime: enter a time at least {BesideAWrite:hh\\:mm\\:ss} above Exchange:WriteTimeout, because a run's lease must outlive its writes.")
            .ValidateOnStart();
        services.AddSingleton<RunLoggers>();
        services.AddSingleton<ConnectionState>();
        services.AddSingleton<MailboxCalendars>();
        services.AddSingleton<SyncRunner>();
        services.AddSingleton<QuietLook>();
        services.AddSingleton<SyncTrigger>();
        services.AddTransient<DispatchJob>();
        services.AddTransient<SyncMailboxesJob>();
        services.AddTransient<PruningJob>();
        services.AddTransient<ReachJob>();
        services.AddTransient<CheckMailboxesJob>();
        services.AddHostedService<RecurringJobs>();
        return services;
    }
}
