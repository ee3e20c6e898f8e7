namespace Severa.CalendarSync.Web.Security.Sessions;

/// <summary>What a browser calls itself, in the few words that people know it by; whatever else it tells is forgotten.</summary>
/// <param name="Browser">Null where it is none of the known ones.</param>
/// <param name="Platform">What it runs on, in the same way.</param>
public sealed record BrowserName(string? Browser, string? Platform)
{
    /// <summary>In this order: most name the ones they descend from, too.</summary>
    private static readonly (string Sign, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"), ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"),
        ("CriOS/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Sign, string Name)[] Platforms =
    [
        ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"), ("Macintosh", "macOS"), ("Linux", "Linux"),
    ];

    public static BrowserName Of(string userAgent) => new(First(Browsers, userAgent), First(Platforms, userAgent));

    private static string? First((string Sign, string Name)[] known, string userAgent) =>
        known.FirstOrDefault(one => userAgent.Contains(one.Sign, StringComparison.Ordinal)).Name;
}
