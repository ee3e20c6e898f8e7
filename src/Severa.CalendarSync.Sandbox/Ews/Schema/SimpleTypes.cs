using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace Severa.CalendarSync.Sandbox.Ews.Schema;

/// <summary>The simple types of the schema, as far as requests use them.</summary>
internal static partial class SimpleTypes
{
    public static bool IsValid(Grammar grammar, string type, string value)
    {
        if (type.StartsWith("list-", StringComparison.Ordinal))
        {
            return Words(value).All(word => IsValid(grammar, type[5..], word));
        }

        if (grammar.Enumeration(type) is { } values)
        {
            return values.Contains(value);
        }

        return type switch
        {
            "string" => true,
            "nonEmpty" => value.Length > 0,
            "bool" => value.Trim() is "true" or "false" or "1" or "0",
            "int" => int.TryParse(value.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
            "changes" => int.TryParse(value, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 512,
            "pullMinutes" => IsWithin(value, 1440),
            "streamMinutes" => IsWithin(value, 30),
            "dateTime" => DateTimePattern().IsMatch(value.Trim()) && Converts(value.Trim()),
            "date" => DatePattern().IsMatch(value.Trim()) && Converts(value.Trim()),
            "time" => TimePattern().IsMatch(value.Trim()),
            "duration" => IsDuration(value.Trim()),
            "guid" => GuidPattern().IsMatch(value),
            "tag" => TagPattern().IsMatch(value),
            "path" => PathPattern().IsMatch(value) && grammar.HasPath(value),
            "base64" => Convert.TryFromBase64String(value, new byte[value.Length], out _),
            _ => throw new InvalidOperationException($"No simple type {type}."),
        };
    }

    private static string[] Words(string value) => value.Split((char[])[' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsWithin(string value, int most) => int.TryParse(value.Trim(), CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= most;

    private static bool Converts(string value)
    {
        try
        {
            XmlConvert.ToDateTimeOffset(value);
            return true;
        }
        catch (Exception error) when (error is FormatException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static bool IsDuration(string value)
    {
        try
        {
            XmlConvert.ToTimeSpan(value);
            return true;
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TimePattern();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DateTimePattern();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DatePattern();

    [GeneratedRegex("^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GuidPattern();

    [GeneratedRegex(@"^(0[xX][0-9A-Fa-f]{1,4}|\d{1,5})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TagPattern();

    [GeneratedRegex("^(item|calendar|folder|message|meeting|meetingRequest|task|contacts|conversation|postitem|distributionlist|persona|person):[A-Za-z]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PathPattern();
}
