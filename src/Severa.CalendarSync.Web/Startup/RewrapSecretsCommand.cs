using System.Data.Common;
using System.Globalization;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Web.Startup;

/// <summary><c>rewrap-secrets</c>: a new key for everything that lies encrypted, and the earlier ones go. The service is stopped meanwhile.</summary>
public sealed class RewrapSecretsCommand(IServiceProvider services, TextWriter output)
{
    public const string Name = "rewrap-secrets";

    /// <returns>0: done. 1: something cannot be read; nothing is lost, and the earlier keys stay.</returns>
    /// <exception cref="StartRefusedException">The database cannot be reached, or does not let the service in.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var rows = await services.GetRequiredService<SecretRewrap>().RunAsync(cancellationToken);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{rows} rows are encrypted with a new key, and the earlier keys are gone. Everybody signs in again."));
            return 0;
        }
        catch (SecretUnreadableException)
        {
            await output.WriteLineAsync(
                "Something saved cannot be read: its key is missing. The earlier keys stay. Name the certificate that protected them as DataProtection:FormerCertificateFile, and try again.");
            return 1;
        }
        catch (DbException problem)
        {
            throw StartRefusedException.OfDatabase(problem);
        }
    }
}
