using System.Globalization;
using System.Text;
using System.Xml;

namespace Severa.CalendarSync.Sandbox.Ews.Wire;

/// <summary>Values as they stand in XML.</summary>
internal static class XmlText
{
    private const int FindLimit = 255;

    public static string Of(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static string Of(bool value) => value ? "true" : "false";

    /// <summary>The date with the zone's offset, as Exchange writes the range of a series.</summary>
    public static string Of(DateOnly date, TimeZoneInfo zone)
    {
        var offset = zone.GetUtcOffset(date.ToDateTime(new TimeOnly(12, 0)));
        var suffix = offset == TimeSpan.Zero ? "Z" : (offset < TimeSpan.Zero ? "-" : "+") + offset.ToString("hh\\:mm", CultureInfo.InvariantCulture);
        return date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + suffix;
    }

    /// <summary>FindItem and SyncFolderItems give at most 255 characters of a text.</summary>
    public static string Truncated(string text)
    {
        if (text.Length <= FindLimit)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[FindLimit - 1]) ? FindLimit - 1 : FindLimit)];
    }

    /// <summary>Characters XML cannot carry are left out.</summary>
    public static string Clean(string text)
    {
        if (text.All(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)) && !HasLoneSurrogate(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Where(r => r.Value > 0xFFFF || XmlConvert.IsXmlChar((char)r.Value)))
        {
            clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    private static bool HasLoneSurrogate(string text) => text.EnumerateRunes().Any(r => r == Rune.ReplacementChar);
}
