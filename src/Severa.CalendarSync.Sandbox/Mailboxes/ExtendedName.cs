namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>The name of a custom property: set + name, set + number, or a tag; always with its type.</summary>
public sealed record ExtendedName(string? Set, string? Name, int? Number, int? Tag, string Type)
{
    /// <summary>
    /// Distinguished sets and their GUIDs name the same property.
    /// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedfielduri.
    /// </summary>
    private static readonly Dictionary<string, string> DistinguishedSets = new(StringComparer.Ordinal)
    {
        ["Meeting"] = "6ed8da90-450b-101b-98da-00aa003f1305",
        ["Appointment"] = "00062002-0000-0000-c000-000000000046",
        ["Common"] = "00062008-0000-0000-c000-000000000046",
        ["PublicStrings"] = "00020329-0000-0000-c000-000000000046",
        ["Address"] = "00062004-0000-0000-c000-000000000046",
        ["InternetHeaders"] = "00020386-0000-0000-c000-000000000046",
        ["CalendarAssistant"] = "11000e07-b51b-40d6-af21-caa85edab1d0",
        ["UnifiedMessaging"] = "4442858e-a9e3-4e80-b900-317a210cc15b",
        ["Task"] = "00062003-0000-0000-c000-000000000046",
        ["Sharing"] = "00062040-0000-0000-c000-000000000046",
    };

    public bool IsArray => Type.EndsWith("Array", StringComparison.Ordinal);

    public static string SetOf(string distinguished) => DistinguishedSets[distinguished];

    /// <summary>One string for comparing: property names ignore the case of the set's GUID only.</summary>
    public string Key => Tag is { } tag
        ? $"tag:{tag:x4}:{Type}"
        : $"{Set?.ToLowerInvariant()}:{Name ?? "#" + Number}:{Type}";
}

/// <summary>A custom property and its value (several for array types).</summary>
public sealed record ExtendedValue(ExtendedName Property, IReadOnlyList<string> Values)
{
    public string Key => Property.Key;
}
