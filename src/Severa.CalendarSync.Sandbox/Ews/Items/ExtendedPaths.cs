using System.Globalization;
using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>
/// Reads and checks the names and values of custom properties.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/extendedfielduri.
/// </summary>
internal static class ExtendedPaths
{
    public static ExtendedName Parse(XElement path)
    {
        var distinguished = path.Attribute("DistinguishedPropertySetId")?.Value;
        var set = path.Attribute("PropertySetId")?.Value;
        var name = path.Attribute("PropertyName")?.Value;
        var number = path.Attribute("PropertyId")?.Value;
        var tag = path.Attribute("PropertyTag")?.Value;
        var sets = (distinguished is null ? 0 : 1) + (set is null ? 0 : 1);
        var names = (name is null ? 0 : 1) + (number is null ? 0 : 1);
        if (tag is null ? sets != 1 || names != 1 : sets + names > 0)
        {
            throw new EwsItemError("ErrorInvalidExtendedProperty", "The extended property attribute combination is invalid.");
        }

        return new ExtendedName(
            distinguished is null ? set : ExtendedName.SetOf(distinguished),
            name,
            number is null ? null : int.Parse(number, CultureInfo.InvariantCulture),
            tag is null ? null : Tag(tag),
            path.Attribute("PropertyType")!.Value);
    }

    public static ExtendedValue ParseValue(XElement property)
    {
        var name = Parse(property.Element(Ns.T + "ExtendedFieldURI")!);
        var single = property.Element(Ns.T + "Value");
        var values = single is null
            ? property.Element(Ns.T + "Values")!.Elements(Ns.T + "Value").Select(v => v.Value).ToList()
            : [single.Value];
        if (name.Tag is >= 0x8000)
        {
            throw new EwsItemError("ErrorNoPropertyTagForCustomProperties", "The property tag cannot be used for custom properties.");
        }

        if (name.IsArray != single is null || values.Any(value => !Fits(name.Type, value)))
        {
            throw new EwsItemError("ErrorInvalidExtendedPropertyValue", "The extended property value does not fit its type.");
        }

        return new ExtendedValue(name, values);
    }

    private static int Tag(string text) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? int.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : int.Parse(text, CultureInfo.InvariantCulture);

    private static bool Fits(string type, string value) => type.Replace("Array", "", StringComparison.Ordinal) switch
    {
        "Integer" => int.TryParse(value, CultureInfo.InvariantCulture, out _),
        "Short" => short.TryParse(value, CultureInfo.InvariantCulture, out _),
        "Long" or "Currency" => long.TryParse(value, CultureInfo.InvariantCulture, out _),
        "Double" or "Float" or "ApplicationTime" => double.TryParse(value, CultureInfo.InvariantCulture, out _),
        "Boolean" => value is "true" or "false" or "1" or "0",
        "SystemTime" => DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, out _),
        "CLSID" => Guid.TryParse(value, out _),
        "Binary" => Convert.TryFromBase64String(value, new byte[value.Length], out _),
        "String" => true,
        _ => false,
    };
}
