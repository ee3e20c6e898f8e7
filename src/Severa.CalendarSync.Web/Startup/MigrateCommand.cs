using System.Data.Common;
using System.Globalization;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>
/// <c>migrate</c>: brings the tables of the database to this version, and Hangfire's. It may have a login of its own that owns the
/// tables (<c>--Database:ConnectionString=...</c>, or the variable or file of this setting); the service then needs none that does.
/// </summary>
public sealed class MigrateCommand(IServiceProvider services, TextWriter output)
{
    public const string Name = "migrate";

    /// <returns>0.</returns>
    /// <exception cref="StartRefusedException">The database cannot be reached, or does not let the service in.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var made = await services.GetRequiredService<DatabaseStartup>().MigrateAsync(cancellationToken);
            JobStorages.Prepare(services.GetRequiredService<ChosenDatabase>());
            await output.WriteLineAsync(made == 0
                ? "The database is up to date."
                : string.Create(CultureInfo.InvariantCulture, $"The database is up to date now: {made} migrations applied."));
            return 0;
        }
        catch (DbException problem)
        {
            throw StartRefusedException.OfDatabase(problem);
        }
    }
}
