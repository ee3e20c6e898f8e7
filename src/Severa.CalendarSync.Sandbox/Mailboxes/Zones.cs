using System.Collections.Concurrent;

namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>Turns zone ids found in calendars into rules: Windows and IANA ids, localized Outlook names, made-up ones.</summary>
public static class Zones
{
    private static readonly ConcurrentDictionary<ZoneRef, TimeZoneInfo> Known = new();

    private static readonly Dictionary<string, string> Localized = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Mitteleuropäische Zeit"] = "W. Europe Standard Time",
        ["FLE (talviaika)"] = "FLE Standard Time",
        ["tzone://Microsoft/Utc"] = "UTC",
        ["Greenwich Mean Time"] = "GMT Standard Time",
        ["US-Eastern"] = "Eastern Standard Time",
    };

    public static TimeZoneInfo Of(ZoneRef zone) => Known.GetOrAdd(zone, Resolve);

    public static TimeZoneInfo Of(string id) => Of(new ZoneRef(id));

    public static bool IsKnown(string id) => Find(id) is not null;

    /// <summary>The Windows id of any id we know, else null.</summary>
    public static string? WindowsIdOf(string id)
    {
        if (Find(id) is not { } zone)
        {
            return null;
        }

        if (string.Equals(zone.Id, "UTC", StringComparison.OrdinalIgnoreCase) || string.Equals(zone.Id, "Etc/UTC", StringComparison.Ordinal))
        {
            return "UTC";
        }

        return TimeZoneInfo.TryConvertIanaIdToWindowsId(zone.Id, out var windowsId) ? windowsId : zone.Id;
    }

    private static TimeZoneInfo Resolve(ZoneRef zone) =>
        zone.Rules?.ToInfo(zone.Id) ?? Find(zone.Id) ?? Fixed(zone.Id, zone.FixedOffsetMinutes ?? 0);

    private static TimeZoneInfo? Find(string id)
    {
        if (Localized.TryGetValue(id, out var windowsId))
        {
            id = windowsId;
        }

        return id.Length > 0 && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var found) ? found : null;
    }

    private static TimeZoneInfo Fixed(string id, int minutes) =>
        TimeZoneInfo.CreateCustomTimeZone(id.Length == 0 ? "Customized Time Zone" : id, TimeSpan.FromMinutes(minutes), id, id);
}
