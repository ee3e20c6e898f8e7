using System.Globalization;
using Severa.CalendarSync.Data.Providers;
using Severa.CalendarSync.Data.Startup;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>
/// <c>migrate</c>: brings the tables of the database to this version, and Hangfire's. It may have a login of its own that owns the
/// tables (<c>--Database:ConnectionString=...</c>, or the variable or file of this setting); the service then needs none that does.
/// </summary>
public sealed class MigrateCommand(DatabaseStartup startup, ChosenDatabase database, TextWriter output)
{
    public const string Name = "migrate";

    public static bool IsAskedFor(IReadOnlyList<string> arguments) => arguments is [Name, ..];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var made = await startup.MigrateAsync(cancellationToken);
        JobStorages.Prepare(database);
        await output.WriteLineAsync(made == 0
            ? "The database is up to date."
            : string.Create(CultureInfo.InvariantCulture, $"The database is up to date now: {made} migrations applied."));
    }
}
