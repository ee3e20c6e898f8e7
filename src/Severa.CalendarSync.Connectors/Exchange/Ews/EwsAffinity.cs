using System.Text;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// Keeps a group of subscriptions on one server: one anchor, and the cookie the server gave first.
/// <see href="https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server">Affinity</see>.
/// </summary>
internal sealed class EwsAffinity(string anchor)
{
    private const int LongestCookie = 1024;

    /// <summary>Exchange 2013 and later; Exchange 2010.</summary>
    private static readonly string[] Names = ["X-BackEndOverrideCookie", "exchangecookie"];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _cookies = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The mailbox that decides which server it is.</summary>
    public string Anchor => anchor;

    public void Mark(HttpRequestMessage request)
    {
        if (Ascii.IsValid(anchor))
        {
            request.Headers.TryAddWithoutValidation("X-AnchorMailbox", anchor);
        }

        request.Headers.Add("X-PreferServerAffinity", "true");
        lock (_gate)
        {
            if (_cookies.Count > 0)
            {
                request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", _cookies.Select(c => $"{c.Key}={c.Value}")));
            }
        }
    }

    /// <summary>The first cookie stays: the subscriptions live where it points to.</summary>
    public void Learn(HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            return;
        }

        foreach (var pair in cookies.Select(c => c.Split(';')[0].Trim()).Where(c => c.Length <= LongestCookie))
        {
            var name = Names.FirstOrDefault(n => pair.StartsWith(n + "=", StringComparison.OrdinalIgnoreCase));
            if (name is not null)
            {
                lock (_gate)
                {
                    _cookies.TryAdd(name, pair[(name.Length + 1)..]);
                }
            }
        }
    }
}
