namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>What led to a host that nobody has confirmed.</summary>
public enum HostReason
{
    /// <summary>A server answered that the service is somewhere else (HTTP redirect).</summary>
    HttpRedirect,

    /// <summary>The answer of an Autodiscover service names another one.</summary>
    RedirectUrl,

    /// <summary>An Autodiscover service says that the mailbox has another address, in another domain.</summary>
    RedirectAddress,

    /// <summary>The unsecured question where Autodiscover is was answered with this place.</summary>
    UnsecuredRedirect,

    /// <summary>The SRV record of the mail domain in DNS.</summary>
    SrvRecord,

    /// <summary>Autodiscover answered that the mailbox is served there.</summary>
    EwsUrl,
}

/// <summary>A host that gets no secret before an administrator has confirmed it.</summary>
/// <param name="Host">The host, to be added to the connection's allowed hosts.</param>
/// <param name="Reason">What led there.</param>
/// <param name="From">Who said so: a host, or the name of the record.</param>
public sealed record HostToConfirm(string Host, HostReason Reason, string From);
