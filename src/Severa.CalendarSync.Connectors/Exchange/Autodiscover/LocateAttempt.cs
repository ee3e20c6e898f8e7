namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>How something was asked.</summary>
public enum LocateMeans
{
    /// <summary>The SOAP service, since Exchange 2010.</summary>
    Soap,

    /// <summary>The service with plain XML, all that Exchange 2007 has.</summary>
    PlainXml,

    /// <summary>The GET without sign-in and without https.</summary>
    UnsecuredGet,

    /// <summary>The SRV record in DNS.</summary>
    Srv,
}

/// <summary>One thing that was tried.</summary>
/// <param name="Means">How.</param>
/// <param name="Target">Where: an address without query, or the name of a record. For people, not for logs.</param>
/// <param name="Code">What became of it: <see cref="Found"/>, <see cref="Followed"/> or a code for what went wrong.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record LocateAttempt(LocateMeans Means, string Target, string Code, TimeSpan Elapsed)
{
    /// <summary>It told where the mailbox is served.</summary>
    public const string Found = "Found";

    /// <summary>It told another place to ask, which is asked next.</summary>
    public const string Followed = "Followed";

    /// <summary>It told another place, which an administrator has to confirm.</summary>
    public const string NeedsConfirmation = "NeedsConfirmation";
}
