namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>What a <see cref="Probe"/> led to.</summary>
internal abstract record ProbeAnswer
{
    /// <summary>The mailbox's settings, as far as the server has them.</summary>
    public sealed record Settings(string? ExternalEwsUrl, string? InternalEwsUrl, string? Grouping, IReadOnlyList<string> Schemas) : ProbeAnswer;

    /// <summary>HTTP says that it is somewhere else.</summary>
    public sealed record Moved(string? Location) : ProbeAnswer;

    /// <summary>Autodiscover says that another Autodiscover knows.</summary>
    public sealed record OtherUrl(string Url) : ProbeAnswer;

    /// <summary>Autodiscover says that the mailbox has another address.</summary>
    public sealed record OtherAddress(string Address) : ProbeAnswer;

    public sealed record Records(IReadOnlyList<SrvTarget> Targets) : ProbeAnswer;

    /// <summary>Later, perhaps.</summary>
    public sealed record Busy(string Code) : ProbeAnswer;

    /// <summary>The sign-in was tried and refused.</summary>
    public sealed record Refused(int Number, string Code) : ProbeAnswer;

    /// <param name="Number">The number people see.</param>
    /// <param name="Code">What happened.</param>
    /// <param name="TryPlainXml">The same host may still answer in plain XML.</param>
    public sealed record Failed(int Number, string Code, bool TryPlainXml = false) : ProbeAnswer;
}
