using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Restore;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>What the program does instead of serving, at a console with the settings of the service.</summary>
internal static class Commands
{
    /// <summary>Null: no command, the service is to start. The answer is the exit code.</summary>
    public static Func<IServiceProvider, Task<int>>? Of(string[] arguments) => arguments switch
    {
        [CheckConnectionCommand.Name, .. var rest] => services => new CheckConnectionCommand(services, Console.Out).RunAsync(rest, CancellationToken.None),
        [RecoverAdministratorCommand.Name, .. var rest] => services => new RecoverAdministratorCommand(services, Console.Out).RunAsync(rest, CancellationToken.None),
        [MigrateCommand.Name, ..] => services => new MigrateCommand(services, Console.Out).RunAsync(CancellationToken.None),
        [RewrapSecretsCommand.Name, ..] => services => new RewrapSecretsCommand(services, Console.Out).RunAsync(CancellationToken.None),
        [AfterRestoreCommand.Name, .. var rest] => services => new AfterRestoreCommand(services, Console.Out).RunAsync(rest, CancellationToken.None),
        _ => null,
    };
}
