using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Data.Entities;
using ExchangeVersion = Severa.CalendarSync.Data.Entities.ExchangeVersion;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>The address of an Exchange server as people type it.</summary>
public static class ServerAddress
{
    private const string EwsPath = "/EWS/Exchange.asmx";

    /// <summary>A bare host name, or a host without a path, means the usual address of EWS there.</summary>
    public static string Complete(string typed)
    {
        var text = typed.Trim();
        if (text.Length > 0 && !text.Contains("://", StringComparison.Ordinal))
        {
            text = "https://" + text;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { AbsolutePath: "/", Query: "", Fragment: "" }
            ? text.TrimEnd('/') + EwsPath
            : text;
    }

    /// <summary>The address of a product, empty for Autodiscover: that of Office 365 is fixed, so that its tokens go nowhere else; the sandbox may stand for it.</summary>
    public static string For(ExchangeVersion version, string? typed, bool allowLoopback)
    {
        var address = Complete(typed ?? "");
        var isSandbox = allowLoopback && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.IsLoopback;
        return version == ExchangeVersion.Office365 && !isSandbox ? ExchangeOnline.Endpoint.AbsoluteUri : address;
    }

    /// <summary>What is wrong with an address, as a key of the page's texts; null if nothing is.</summary>
    /// <param name="address">As <see cref="Complete"/> made it.</param>
    /// <param name="allowLoopback">The sandbox runs on this machine: it may be called, also without TLS.</param>
    public static string? Problem(string? address, bool allowLoopback)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            return "Url_Invalid";
        }

        if (uri.IsLoopback && !allowLoopback)
        {
            return "Url_ThisMachine";
        }

        var isEncrypted = uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);
        if (!isEncrypted)
        {
            return "Url_NotHttps";
        }

        return uri is { UserInfo: "", Query: "", Fragment: "" } ? null : "Url_Extras";
    }
}
