namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>The next thing to be tried.</summary>
internal abstract record Probe(LocateMeans Means)
{
    /// <summary>Where, as people may see it.</summary>
    public abstract string Target { get; }

    /// <summary>An Autodiscover service is asked for a mailbox's settings. Its host is one that may get the secret.</summary>
    /// <param name="Endpoint">The service.</param>
    /// <param name="Means">In which language.</param>
    /// <param name="Address">The mailbox.</param>
    public sealed record Ask(Uri Endpoint, LocateMeans Means, string Address) : Probe(Means)
    {
        /// <summary>The server was too busy before.</summary>
        public bool IsSecondTry { get; init; }

        public override string Target => Endpoint.GetLeftPart(UriPartial.Path);
    }

    /// <summary>The question without https and sign-in: where is Autodiscover?</summary>
    public sealed record Where(Uri Url) : Probe(LocateMeans.UnsecuredGet)
    {
        public override string Target => Url.GetLeftPart(UriPartial.Path);
    }

    /// <summary>DNS is asked for the record of this name.</summary>
    public sealed record Srv(string Name) : Probe(LocateMeans.Srv)
    {
        public override string Target => Name;
    }
}
