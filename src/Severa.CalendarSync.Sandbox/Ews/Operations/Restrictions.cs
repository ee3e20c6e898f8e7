using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Items;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// Search conditions. Only some properties can be searched; the iCalendar UID is not among them.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/restriction.
/// </summary>
internal static class Restrictions
{
    public static Func<ItemView, bool> Parse(XElement expression, ZoneRef zone)
    {
        var children = expression.Elements().ToList();
        switch (expression.Name.LocalName)
        {
            case "And":
                var all = children.Select(child => Parse(child, zone)).ToList();
                return view => all.TrueForAll(filter => filter(view));
            case "Or":
                var any = children.Select(child => Parse(child, zone)).ToList();
                return view => any.Exists(filter => filter(view));
            case "Not":
                var inner = Parse(children[0], zone);
                return view => !inner(view);
            case "Exists":
                var existing = SearchPaths.Value(children[0]);
                return view => existing(view) is not null;
            case "Contains":
                return Contains(expression, children);
            case "Excludes":
                throw new EwsItemError("ErrorInvalidExcludesRestriction", "Excludes is not served.");
            default:
                return Compare(expression.Name.LocalName, children, zone);
        }
    }

    private static Func<ItemView, bool> Contains(XElement expression, List<XElement> children)
    {
        var value = SearchPaths.Value(children[0]);
        var constant = children[1].Attribute("Value")!.Value;
        var comparison = expression.Attribute("ContainmentComparison")?.Value is null or "Exact" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return expression.Attribute("ContainmentMode")?.Value switch
        {
            "FullString" or null => view => string.Equals(value(view), constant, comparison),
            "Prefixed" => view => value(view)?.StartsWith(constant, comparison) == true,
            _ => view => value(view)?.Contains(constant, comparison) == true,
        };
    }

    private static Func<ItemView, bool> Compare(string operation, List<XElement> children, ZoneRef zone)
    {
        var left = SearchPaths.Value(children[0]);
        var right = Operand(children[1].Elements().First(), SearchPaths.IsTime(children[0]), zone);
        Func<int, bool> holds = operation switch
        {
            "IsEqualTo" => order => order == 0,
            "IsNotEqualTo" => order => order != 0,
            "IsGreaterThan" => order => order > 0,
            "IsGreaterThanOrEqualTo" => order => order >= 0,
            "IsLessThan" => order => order < 0,
            _ => order => order <= 0,
        };
        return view => left(view) is { } value ? right(view) is { } other && holds(string.CompareOrdinal(value, other)) : operation == "IsNotEqualTo";
    }

    private static Func<ItemView, string?> Operand(XElement operand, bool isTime, ZoneRef zone)
    {
        if (operand.Name.LocalName != "Constant")
        {
            return SearchPaths.Value(operand);
        }

        var text = operand.Attribute("Value")!.Value;
        if (isTime)
        {
            text = XmlText.Of(ParseTime(text, zone));
        }

        return _ => text;
    }

    private static DateTimeOffset ParseTime(string text, ZoneRef zone)
    {
        try
        {
            return WireTime.Parse(text, zone);
        }
        catch (FormatException)
        {
            throw new EwsItemError("ErrorInvalidValueForProperty", "The value is not valid for the property.");
        }
    }
}
