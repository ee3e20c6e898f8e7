namespace Severa.CalendarSync.Connectors.Exchange.Mapping;

/// <summary>Exchange names zones as Windows does, everybody else as IANA does.</summary>
internal static class ZoneNames
{
    public static string? ToWindows(string? zoneId)
    {
        if (string.IsNullOrEmpty(zoneId))
        {
            return null;
        }

        if (TimeZoneInfo.TryConvertIanaIdToWindowsId(zoneId, out var windows))
        {
            return windows;
        }

        return TimeZoneInfo.TryConvertWindowsIdToIanaId(zoneId, out _) ? zoneId : null;
    }

    public static string? ToIana(string? zoneId)
    {
        if (string.IsNullOrEmpty(zoneId))
        {
            return null;
        }

        if (TimeZoneInfo.TryConvertWindowsIdToIanaId(zoneId, out var iana))
        {
            return iana;
        }

        return TimeZoneInfo.TryConvertIanaIdToWindowsId(zoneId, out _) ? zoneId : null;
    }

    /// <summary>The zone of that name; null for the custom, localised and made-up names that mailboxes hold.</summary>
    public static TimeZoneInfo? Find(string? zoneId)
    {
        if (string.Equals(zoneId, "tzone://Microsoft/Utc", StringComparison.OrdinalIgnoreCase))
        {
            return TimeZoneInfo.Utc;
        }

        return !string.IsNullOrWhiteSpace(zoneId) && TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var zone) ? zone : null;
    }
}
