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
