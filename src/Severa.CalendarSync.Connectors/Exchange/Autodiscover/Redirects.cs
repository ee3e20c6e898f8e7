using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>Whether a place that somebody names can be gone to at all. Whether it may get a secret is another question.</summary>
internal static class Redirects
{
    /// <summary>So many are followed in one search, those to other addresses among them.</summary>
    public const int Most = 10;

    /// <summary>The place, or why it is none.</summary>
    /// <param name="target">What was named; relative ones are read from where they were said.</param>
    /// <param name="from">Where it was said.</param>
    /// <param name="network">Tells whether the sandbox is reached without https.</param>
    public static (Uri? Url, string? Code) Read(string? target, Uri? from, NetworkOptions network)
    {
        var isUrl = from is null ? Uri.TryCreate(target, UriKind.Absolute, out var url) : Uri.TryCreate(from, target, out url);
        if (string.IsNullOrWhiteSpace(target) || !isUrl || url is not { IsAbsoluteUri: true, UserInfo: "", Host.Length: > 0 })
        {
            return (null, "RedirectUnusable");
        }

        // What stands behind # is nobody's business but a browser's.
        var clean = url.Fragment.Length == 0 ? url : new UriBuilder(url) { Fragment = "" }.Uri;
        var isSandbox = clean.Scheme == Uri.UriSchemeHttp && clean.IsLoopback && network.AllowLoopback;
        return clean.Scheme == Uri.UriSchemeHttps || isSandbox ? (clean, null) : (null, "RedirectNotHttps");
    }
}
