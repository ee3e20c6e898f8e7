using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>The IANA zones as people read them: place first, then the distance from UTC in winter.</summary>
public static class TimeZoneChoices
{
    private static readonly HashSet<string> Regions = new(StringComparer.Ordinal)
    {
        "Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific",
    };

    private static readonly Lazy<IReadOnlyList<SelectListItem>> List = new(Build);

    public static IReadOnlyList<SelectListItem> All => List.Value;

    public static bool Contains(string? id) => All.Any(zone => zone.Value == id);

    /// <summary>"Europe/Helsinki" reads "Helsinki (UTC+02:00)", below "Europe".</summary>
    private static IReadOnlyList<SelectListItem> Build()
    {
        var groups = Regions.ToDictionary(r => r, r => new SelectListGroup { Name = r }, StringComparer.Ordinal);
        var places = TimeZoneInfo.GetSystemTimeZones()
            .Where(zone => zone.HasIanaId && zone.Id.Split('/') is [var region, _, ..] && Regions.Contains(region))
            .OrderBy(zone => zone.Id, StringComparer.Ordinal)
            .Select(zone => new SelectListItem(Label(zone), zone.Id) { Group = groups[zone.Id.Split('/')[0]] });
        return [.. places, new SelectListItem("UTC", "UTC")];
    }

    private static string Label(TimeZoneInfo zone)
    {
        var place = zone.Id[(zone.Id.IndexOf('/', StringComparison.Ordinal) + 1)..].Replace('_', ' ').Replace("/", ", ", StringComparison.Ordinal);
        var sign = zone.BaseUtcOffset < TimeSpan.Zero ? '-' : '+';
        return string.Create(CultureInfo.InvariantCulture, $"{place} (UTC{sign}{zone.BaseUtcOffset:hh\\:mm})");
    }
}
