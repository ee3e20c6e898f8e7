using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>Under which terms a search goes on.</summary>
/// <param name="Version">The product, as chosen in Settings.</param>
/// <param name="ConfirmedHosts">What an administrator has confirmed.</param>
/// <param name="OperatorsEndpoints">Services the operator has named; they are asked first, as those of Active Directory would be.</param>
/// <param name="Network">What may be reached.</param>
internal sealed record SearchTerms(
    ExchangeVersion Version, IReadOnlyCollection<string> ConfirmedHosts, IReadOnlyCollection<Uri> OperatorsEndpoints, NetworkOptions Network)
{
    /// <summary>SOAP came with Exchange 2010.</summary>
    public LocateMeans First => Version == ExchangeVersion.Exchange2007 ? LocateMeans.PlainXml : LocateMeans.Soap;
}
