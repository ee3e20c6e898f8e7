namespace Severa.CalendarSync.Connectors.Exchange.Autodiscover;

/// <summary>How Autodiscover is used. Section <c>Exchange:Autodiscover</c> of the configuration.</summary>
public sealed class AutodiscoverOptions
{
    /// <summary>
    /// Autodiscover services that are asked before those of the mail domain, such as
    /// <c>https://mail.example.org/autodiscover/autodiscover.svc</c>. Their hosts count as confirmed. Default: none.
    /// </summary>
    public IList<Uri> Endpoints { get; } = [];

    /// <summary>How long one server may take. Default: 10 seconds.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>After so long nothing new is tried in a search. Default: 1 minute.</summary>
    public TimeSpan SearchTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a server that is too busy is left alone before it is asked once more. Default: 2 seconds.</summary>
    public TimeSpan BusyPause { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long an address that was found is believed; Microsoft's advice. Default: 1 day.</summary>
    public TimeSpan FoundFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long nobody searches again after a search without success. Default: 1 minute.</summary>
    public TimeSpan NotFoundFor { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The same after refused sign-ins, which count towards a locked account. Default: 30 minutes.</summary>
    public TimeSpan RefusedFor { get; set; } = TimeSpan.FromMinutes(30);

    internal bool HasOnlyPositiveTimes => new[] { RequestTimeout, SearchTimeout, FoundFor, NotFoundFor, RefusedFor }.All(t => t > TimeSpan.Zero) && BusyPause >= TimeSpan.Zero;

    internal bool HasOnlyHttpsEndpoints => Endpoints.All(e => e.IsAbsoluteUri && e.UserInfo.Length == 0 && (e.Scheme == Uri.UriSchemeHttps || e.IsLoopback));
}
