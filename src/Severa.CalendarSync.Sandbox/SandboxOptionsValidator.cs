using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Ews.Versions;
using Severa.CalendarSync.Sandbox.SignIn;

namespace Severa.CalendarSync.Sandbox;

/// <summary>Says everything that is wrong with the settings, each with what to enter instead.</summary>
internal sealed class SandboxOptionsValidator : IValidateOptions<SandboxOptions>
{
    public ValidateOptionsResult Validate(string? name, SandboxOptions options)
    {
        var problems = Versions(options).Concat(SignIns(options)).ToList();
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> SignIns(SandboxOptions options) => options.SignIn
        .Where(way => !SignInWays.All.Contains(way, StringComparer.OrdinalIgnoreCase))
        .Select(way => $"Sandbox:SignIn names \"{way}\"; ways to sign in are {string.Join(", ", SignInWays.All)}.");

    private static IEnumerable<string> Versions(SandboxOptions options)
    {
        var server = ExchangeProduct.Find(options.ServerVersion);
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
