using MimeKit;
using Severa.CalendarSync.Web.Accounts;

namespace Severa.CalendarSync.Web.Mail;

/// <summary>What is wrong with the settings of the mail server, told before the service starts.</summary>
internal static class MailRules
{
    public static IEnumerable<string> Problems(IConfiguration configuration)
    {
        var (options, unreadable) = Read(configuration.GetSection(MailOptions.Section));
        if (options is null)
        {
            return [unreadable!];
        }

        return options.IsConfigured ? [.. Problems(options), .. AddressProblems(configuration)] : [];
    }

    private static IEnumerable<string> AddressProblems(IConfiguration configuration) =>
        AccountAddress.Origin(configuration) is null ? [$"{AccountAddress.Setting} is missing: links in mails need the address of the service, such as https://calendarsync.example.org."] : [];

    private static (MailOptions? Options, string? Problem) Read(IConfigurationSection section)
    {
        try
        {
            return (section.Get<MailOptions>() ?? new MailOptions(), null);
        }
        catch (InvalidOperationException)
        {
            return (null, "Mail:Port, Mail:Tls or Mail:Longest cannot be read: enter a number, StartTls or Implicit, and a time such as 00:00:30.");
        }
    }

    private static IEnumerable<string> Problems(MailOptions options)
    {
        if (!MailboxAddress.TryParse(options.From ?? "", out _))
        {
            yield return "Mail:From is missing or no address: enter the address the mails come from.";
        }

        if (options.HasSignIn == string.IsNullOrEmpty(options.Password))
        {
            yield return "Mail:UserName and Mail:Password belong together: enter both, or none for a server without sign-in.";
        }

        if (options.PortInUse is < 1 or > 65535)
        {
            yield return "Mail:Port: enter a number from 1 to 65535.";
        }

        if (options.Longest <= TimeSpan.Zero || options.Longest > TimeSpan.FromMinutes(5))
        {
            yield return "Mail:Longest: enter a time above 0 and at most 00:05:00.";
        }

        if (!AreRootsReadable(options))
        {
            yield return "Mail:TrustedRootFile cannot be read: name a file with a root certificate in PEM.";
        }
    }

    private static bool AreRootsReadable(MailOptions options)
    {
        try
        {
            _ = options.Roots();
            return true;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return false;
        }
    }
}
