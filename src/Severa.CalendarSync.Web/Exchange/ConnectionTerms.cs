using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>What an administrator sets of a connection: everything but its secret. A text that is not set is empty.</summary>
public sealed record ConnectionTerms
{
    /// <summary>The mail domains it serves, one per line; empty: every domain.</summary>
    public required string Domains { get; init; }

    public required ExchangeVersion Version { get; init; }

    /// <summary>The fixed address; empty for Autodiscover.</summary>
    public required string Url { get; init; }

    /// <summary>Hosts outside the mail domain that may get the secret, one per line.</summary>
    public required string AllowedHosts { get; init; }

    /// <summary>Root certificates in PEM that are trusted besides the machine's.</summary>
    public required string TrustedRoot { get; init; }

    public required SignInMethod SignIn { get; init; }

    /// <summary>With a password: whose.</summary>
    public required string DelegateUsername { get; init; }

    /// <summary>As an application: whose.</summary>
    public required string Tenant { get; init; }

    /// <summary>As an application: which.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>A mailbox that must be out of the delegate's reach.</summary>
    public required string OutOfReachAddress { get; init; }

    public static ConnectionTerms Of(ExchangeConnection connection) => new()
    {
        Domains = connection.Domains ?? "",
        Version = connection.Version,
        Url = connection.Url ?? "",
        AllowedHosts = connection.AllowedHosts ?? "",
        TrustedRoot = connection.TrustedRoot ?? "",
        SignIn = connection.SignIn,
        DelegateUsername = connection.DelegateUsername,
        Tenant = connection.Tenant ?? "",
        ApplicationId = connection.ApplicationId ?? "",
        OutOfReachAddress = connection.OutOfReachAddress ?? "",
    };

    internal void CopyTo(ExchangeConnection connection)
    {
        connection.Domains = Domains;
        connection.Version = Version;
        connection.Url = Url;
        connection.AllowedHosts = AllowedHosts;
        connection.TrustedRoot = TrustedRoot;
        connection.SignIn = SignIn;
        connection.DelegateUsername = DelegateUsername;
        connection.Tenant = Tenant;
        connection.ApplicationId = ApplicationId;
        connection.OutOfReachAddress = OutOfReachAddress;
    }
}
