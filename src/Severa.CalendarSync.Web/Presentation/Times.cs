using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Severa.CalendarSync.Web.Presentation;

/// <summary>Instants of the database (UTC) in the reader's zone and words.</summary>
public sealed class Times(Reader reader, IStringLocalizer<SharedTexts> texts)
{
    private static readonly TimeSpan JustNow = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Hour = TimeSpan.FromMinutes(59.5);
    private static readonly TimeSpan Day = TimeSpan.FromHours(22);

    /// <summary>"2 min ago", "in 3 min"; beyond a day the date and the time.</summary>
    public string Relative(DateTime utc) => Relative(utc, utc - reader.UtcNow);

    /// <summary>"in 3 min"; what is overdue comes in a moment.</summary>
    public string Ahead(DateTime utc) => utc - reader.UtcNow is var distance && distance > TimeSpan.Zero ? Relative(utc, distance) : texts["Time_AtOnce"];

    /// <summary>"23 Nov, 10:42", with the year where it is another one.</summary>
    public string DayAndTime(DateTime utc)
    {
        var local = reader.Local(utc);
        return Format(local, local.Year == reader.Today.Year ? "Format_DayAndTime" : "Format_DateAndTime");
    }

    /// <summary>"Mon 23 Nov 2026, 10:42:07 (Europe/Helsinki)".</summary>
    public string Exact(DateTime utc) => $"{Format(reader.Local(utc), "Format_Exact")} ({reader.Zone.Id})";

    /// <summary>"10:42".</summary>
    public string Clock(DateTime utc) => Format(reader.Local(utc), "Format_Time");

    /// <summary>"Mon 23 Nov".</summary>
    public string DayName(DateOnly day) => day.ToString(texts["Format_Day"], CultureInfo.CurrentCulture);

    /// <summary>How long something took, in seconds: "2.4", or "&lt; 0.1".</summary>
    public static string Seconds(TimeSpan span) => span.TotalSeconds < 0.1 ? $"< {0.1:0.0}" : $"{span.TotalSeconds:0.0}";

    /// <summary>For <c>&lt;time datetime&gt;</c>.</summary>
    public static string Iso(DateTime utc) => DateTime.SpecifyKind(utc, DateTimeKind.Utc).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private string Relative(DateTime utc, TimeSpan distance)
    {
        var isPast = distance < TimeSpan.Zero;
        var span = distance.Duration();
        if (span < JustNow)
        {
            return texts[isPast ? "Time_JustNow" : "Time_AtOnce"];
        }

        if (span < Hour)
        {
            return texts[isPast ? "Time_MinutesAgo" : "Time_InMinutes", (int)Math.Max(1, Math.Round(span.TotalMinutes))];
        }

        return span < Day
            ? texts[isPast ? "Time_HoursAgo" : "Time_InHours", (int)Math.Round(span.TotalHours)]
            : DayAndTime(utc);
    }

    private string Format(DateTime local, string pattern) => local.ToString(texts[pattern], CultureInfo.CurrentCulture);
}
