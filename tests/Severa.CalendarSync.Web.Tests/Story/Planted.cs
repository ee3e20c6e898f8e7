namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>Words that may appear in calendars and nowhere else: not in a log line, not in a job.</summary>
internal static class Planted
{
    public const string Marker = "Zq7Kamelia";
    public const string DelegateSecret = "Delegate-" + Marker + "-1";
    public const string WrongSecret = "Wrong-" + Marker + "-2";
    public const string ClientSecret = "Client~" + Marker + "~3";
    public const string MetricsKey = "Metrics-" + Marker + "-of-a-scraper-of-the-tests";
    public const string UserPassword = "Kolme-" + Marker + "-oksalla";

    public static string In(string text) => $"{text} {Marker}";
}
