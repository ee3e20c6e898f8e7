namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>How lines of the console look.</summary>
public enum LogFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For machines: one JSON object a line, times in UTC.</summary>
    Json,
}
