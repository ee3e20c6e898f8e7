using System.Data.Common;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>
/// <c>recover-administrator ADDRESS</c>: for operators at a console, when nobody can administer the service any more. It uses the settings
/// and the database of the service, which may go on meanwhile; settings as <c>--Key=value</c> may follow.
/// </summary>
public sealed class RecoverAdministratorCommand(IServiceProvider services, TextWriter output)
{
    public const string Name = "recover-administrator";

    /// <returns>0: done, the link is printed. 1: the database cannot be used. 2: what was asked for cannot be done; nothing is changed.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        if (arguments.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList() is not [var address])
        {
            return await EndAsync(2, $"Name one account by its address. Usage: {Name} ADDRESS");
        }

        if (AccountAddress.Origin(services.GetRequiredService<IConfiguration>()) is not { } origin)
        {
            return await EndAsync(2, $"{AccountAddress.Setting} is missing: the link needs the address of the service. Set it, or append --{AccountAddress.Setting}=https://...");
        }

        try
        {
            return await RecoverAsync(address, origin, cancellationToken);
        }
        catch (DbException problem)
        {
            return await EndAsync(1, $"The database cannot be used: {problem.Message.TrimEnd('.')}.");
        }
    }

    private async Task<int> RecoverAsync(string address, string origin, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<AdministratorRecovery>().RecoverAsync(address, cancellationToken) is not { } link)
        {
            return await EndAsync(2, $"{address}: no account here has this address. Nothing is changed.");
        }

        await output.WriteLineAsync($"{address} is an active administrator. Password, second factor and sessions are void.");
        return await EndAsync(0, $"This link works once, for 24 hours, and sets a new password: {AccountAddress.Of(origin, link)}");
    }

    private async Task<int> EndAsync(int code, string message)
    {
        await output.WriteLineAsync(message);
        return code;
    }
}
