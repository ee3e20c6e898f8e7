using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>Whether the service brings the database to its version when it starts (<see cref="DatabaseOptions.MigrateAtStart"/>).</summary>
internal sealed record MigrationRule(bool AtStart)
{
    public static MigrationRule Of(IConfiguration configuration, IHostEnvironment environment) => new(
        configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>()?.MigrateAtStart
        ?? (environment.IsDevelopment() || ChosenDatabase.Of(configuration, environment.ContentRootPath).System == DatabaseSystem.Sqlite));
}
