using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Severa.CalendarSync.Data.Activities;
using Severa.CalendarSync.Data.Alerts;
using Severa.CalendarSync.Data.Auditing;
using Severa.CalendarSync.Data.Codes;
using Severa.CalendarSync.Data.Erasure;
using Severa.CalendarSync.Data.Figures;
using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Data.Policy;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Pruning;
using Severa.CalendarSync.Data.Restore;
using Severa.CalendarSync.Data.Sessions;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Data;

/// <summary>Registers everything of this project.</summary>
public static class SyncDataServices
{
    /// <summary>
    /// Adds the database, its key ring and the services on it. Pages inject <see cref="SyncDbContext"/>,
    /// services <see cref="IDbContextFactory{TContext}"/> of it. Then call <see cref="DatabaseStartup.PrepareAsync"/> before the host starts.
    /// </summary>
    /// <exception cref="DatabaseChoiceException">The settings name no usable database.</exception>
    public static IServiceCollection AddSyncData(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var database = ChosenDatabase.Of(configuration, contentRoot);
        services.AddSingleton(database);
        services.AddSingleton(new DatabaseClock(database, TimeProvider.System));
        services.TryAddSingleton<TimeProvider>(provider => provider.GetRequiredService<DatabaseClock>());
        if (!database.HasOneProcess)
        {
            services.AddHostedService<ClockCheck>();
        }

        services.AddKeyRing(database);
        services.Configure<AuditJournalOptions>(configuration.GetSection(AuditJournalOptions.Section));
        services.AddSingleton<AuditJournal>();
        services.AddSingleton<JournalInterceptor>();
        services.AddSingleton(provider => database.Contexts(
            provider.GetRequiredService<ColumnProtector>(),
            new ContextParts(provider.GetRequiredService<ILoggerFactory>(), provider.GetRequiredService<JournalInterceptor>())));
        services.AddScoped(provider => provider.GetRequiredService<IDbContextFactory<SyncDbContext>>().CreateDbContext());
        services.AddSingleton(new Installation(configuration["Installation:Id"]));
        services.AddSingleton<LeaseReset>();
        services.AddSingleton<DatabaseStartup>();
        services.AddSingleton<ConsoleAudit>();
        services.AddSingleton<RestoredDatabase>();
        services.Configure<LedgerOptions>(configuration.GetSection(LedgerOptions.Section));
        services.AddSingleton<LedgerFactory>();
        services.AddSingleton<SyncPolicyReader>();
        services.AddSingleton<ActivityEditor>();
        services.Configure<QueueOptions>(configuration.GetSection(QueueOptions.Section));
        services.AddSingleton<MailboxQueue>();
        services.AddSingleton<QuietMailboxes>();
        services.AddSingleton<ListeningRoster>();
        services.AddSingleton<ListenerLeases>();
        services.AddSingleton<MailboxSwitch>();
        services.AddSingleton<MailboxProof>();
        services.AddSingleton<MailboxErasure>();
        services.AddSingleton<ConnectionPause>();
        services.AddSingleton<UndoRequests>();
        services.AddSingleton<CopyRemoval>();
        services.AddSingleton<OrganizationBrake>();
        services.AddSingleton<OneTimeCodes>();
        services.AddScoped<AccountSessions>();
        services.AddSingleton<DailyPruning>();
        services.AddSingleton<ServiceStates>();
        services.AddScoped<SyncFigures>();
        services.AddSingleton<AlertCheck>();
        services.AddSingleton<AlertOutbox>();
        return services;
    }

    private static void AddKeyRing(this IServiceCollection services, ChosenDatabase database)
    {
        services.AddDbContextFactory<KeyRingDbContext>(database.Use);
        services.AddDataProtection().SetApplicationName("Severa.CalendarSync").PersistKeysToDbContext<KeyRingDbContext>();
        services.AddSingleton<ColumnProtector>();
        services.AddSingleton<SecretRewrap>();
    }
}
