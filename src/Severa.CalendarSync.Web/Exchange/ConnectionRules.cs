using System.ComponentModel.DataAnnotations;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>What is wrong with a connection as it is typed: the fields, each with the name of the text that says it.</summary>
internal static class ConnectionRules
{
    public static IEnumerable<(string Field, string Text)> Problems(ConnectionInput input, SavedConnection? saved, bool allowLoopback) =>
        Everywhere(input, allowLoopback).Concat(
            !input.SignIn.Fits(input.Version) ? [("SignIn", "SignIn_NotForOffice365")]
            : input.SignIn.HasPassword() ? WithPassword(input, saved)
            : AsApplication(input, saved));

    private static IEnumerable<(string Field, string Text)> Everywhere(ConnectionInput input, bool allowLoopback)
    {
        if (MailDomains.FirstWrong(MailDomains.Of(input.Domains)) is not null)
        {
            yield return ("Domains", "Domains_Wrong");
        }

        if (input.Url is { Length: > 0 } url && ServerAddress.Problem(url, allowLoopback) is { } problem)
        {
            yield return ("Url", problem);
        }

        if (AllowedHosts.FirstWrong(input.AllowedHosts) is not null)
        {
            yield return ("AllowedHosts", "AllowedHosts_Wrong");
        }

        if (!string.IsNullOrWhiteSpace(input.TrustedRoot) && ConnectionRoots.Of(input.TrustedRoot).IsEmpty)
        {
            yield return ("TrustedRoot", "TrustedRoot_Wrong");
        }

        if (!string.IsNullOrWhiteSpace(input.OutOfReachAddress) && !new EmailAddressAttribute().IsValid(input.OutOfReachAddress.Trim()))
        {
            yield return ("OutOfReachAddress", "OutOfReachAddress_Wrong");
        }
    }

    private static IEnumerable<(string Field, string Text)> WithPassword(ConnectionInput input, SavedConnection? saved)
    {
        if (string.IsNullOrWhiteSpace(input.DelegateUsername))
        {
            yield return ("DelegateUsername", "DelegateUsername_Required");
        }

        if (saved is null && string.IsNullOrEmpty(input.DelegatePassword))
        {
            yield return ("DelegatePassword", "DelegatePassword_Required");
        }
    }

    private static IEnumerable<(string Field, string Text)> AsApplication(ConnectionInput input, SavedConnection? saved)
    {
        // Its tokens are made for one address, and Autodiscover takes none of them.
        if (input.Version != ExchangeVersion.Office365 && string.IsNullOrWhiteSpace(input.Url))
        {
            yield return ("Url", "Url_NeededForApplication");
        }

        if (!IsTenant(input.Tenant))
        {
            yield return ("Tenant", "Tenant_Required");
        }

        if (!Guid.TryParse(input.ApplicationId?.Trim(), out _))
        {
            yield return ("ApplicationId", "ApplicationId_Required");
        }

        if (saved is null && input.SignIn == SignInMethod.ClientSecret && string.IsNullOrEmpty(input.ClientSecret))
        {
            yield return ("ClientSecret", "ClientSecret_Required");
        }
    }

    /// <summary>An id, or a domain such as contoso.onmicrosoft.com.</summary>
    private static bool IsTenant(string? tenant) =>
        tenant?.Trim() is { Length: > 0 } name && Uri.CheckHostName(name) == UriHostNameType.Dns && (name.Contains('.', StringComparison.Ordinal) || Guid.TryParse(name, out _));
}
