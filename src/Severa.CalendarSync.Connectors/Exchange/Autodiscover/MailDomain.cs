using System.Globalization;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>The domain of a mail address, fit to be a host's name.</summary>
internal static class MailDomain
{
    private const int LongestAddress = 254;
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>In small ASCII letters; null where the address has none: an address of the network is no domain.</summary>
    public static string? Of(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 1 || address.Length > LongestAddress || address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)))
        {
            return null;
        }

        try
        {
            var domain = Idn.GetAscii(address[(at + 1)..]).ToLowerInvariant();
            return domain.Contains('.', StringComparison.Ordinal) && !domain.EndsWith('.') && Uri.CheckHostName(domain) == UriHostNameType.Dns ? domain : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
