using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Entra;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.SignIn;

namespace Severa.CalendarSync.Sandbox;

/// <summary>Says everything that is wrong with the settings, each with what to enter instead.</summary>
internal sealed class SandboxOptionsValidator : IValidateOptions<SandboxOptions>
{
    public ValidateOptionsResult Validate(string? name, SandboxOptions options)
    {
        var problems = Versions(options).Concat(SignIns(options)).Concat(Applications(options)).Concat(Throttling(options)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> SignIns(SandboxOptions options)
    {
        foreach (var way in options.SignIn.Where(way => !SignInWays.All.Contains(way, StringComparer.OrdinalIgnoreCase)))
        {
            yield return $"Sandbox:SignIn names \"{way}\"; ways to sign in are {string.Join(", ", SignInWays.All)}.";
        }

        if (options.Product is { IsOffice365: true } && SignInWays.Of(options).Any(way => way != SignInWays.Bearer))
        {
            yield return "Sandbox:SignIn names more than Bearer, but Office365 takes nothing else.";
        }
    }

    private static IEnumerable<string> Applications(SandboxOptions options) => options.Applications
        .Where(application => application.Certificate.Length > 0 && !Loads(application.Certificate))
        .Select(application => $"The Certificate of the application {application.ClientId} cannot be read; enter PEM, or base64 of the .cer file.");

    private static bool Loads(string certificate)
    {
        try
        {
            ClientAssertion.Load(certificate).Dispose();
            return true;
        }
        catch (Exception error) when (error is FormatException or CryptographicException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Throttling(SandboxOptions options)
    {
        if (options.Throttling.MaxConcurrency < 0)
        {
            yield return $"Sandbox:Throttling:MaxConcurrency is {options.Throttling.MaxConcurrency}; enter 0 for no limit, or a positive number.";
        }
    }

    private static IEnumerable<string> Versions(SandboxOptions options)
    {
        var server = options.Product;
        if (server is null)
        {
            yield return $"Sandbox:ServerVersion is \"{options.ServerVersion}\"; it must be one of {ExchangeProduct.Names}.";
        }

        foreach (var mailbox in options.Mailboxes.Where(mailbox => mailbox.ServerVersion.Length > 0))
        {
            if (ExchangeProduct.Find(mailbox.ServerVersion) is not { } older)
            {
                yield return $"The ServerVersion of the mailbox {mailbox.Address} is \"{mailbox.ServerVersion}\"; it must be empty or one of {ExchangeProduct.Names}.";
            }
            else if (server is not null && older.Build > server.Build)
            {
                yield return $"The mailbox {mailbox.Address} lives on {older.Name}, newer than the server ({server.Name}); only an older one can be reached through it.";
            }
        }
    }
}
