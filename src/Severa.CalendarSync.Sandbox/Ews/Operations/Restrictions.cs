using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Operations;

/// <summary>
/// Search conditions over the properties that <paramref name="valueOf"/> knows; it refuses the others.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/restriction.
/// </summary>
internal sealed class Restrictions<T>(Func<XElement, Func<T, string?>> valueOf, Func<XElement, bool> isTime, ZoneRef zone)
{
    public Func<T, bool> Parse(XElement expression)
    {
        var children = expression.Elements().ToList();
        switch (expression.Name.LocalName)
        {
            case "And":
                var all = children.Select(Parse).ToList();
                return view => all.TrueForAll(filter => filter(view));
            case "Or":
                var any = children.Select(Parse).ToList();
                return view => any.Exists(filter => filter(view));
            case "Not":
                var inner = Parse(children[0]);
                return view => !inner(view);
            case "Exists":
                var existing = valueOf(children[0]);
                return view => existing(view) is not null;
            case "Contains":
                return Contains(expression, children);
            case "Excludes":
                throw new EwsItemError("ErrorInvalidExcludesRestriction", "Excludes is not served.");
            default:
                return Compare(expression.Name.LocalName, children);
        }
    }

    private Func<T, bool> Contains(XElement expression, List<XElement> children)
    {
        var value = valueOf(children[0]);
        var constant = children[1].Attribute("Value")!.Value;
        var comparison = expression.Attribute("ContainmentComparison")?.Value is null or "Exact" ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return expression.Attribute("ContainmentMode")?.Value switch
        {
            "FullString" or null => view => string.Equals(value(view), constant, comparison),
            "Prefixed" => view => value(view)?.StartsWith(constant, comparison) == true,
            _ => view => value(view)?.Contains(constant, comparison) == true,
        };
    }

    private Func<T, bool> Compare(string operation, List<XElement> children)
    {
        var left = valueOf(children[0]);
        var right = Operand(children[1].Elements().First(), isTime(children[0]));
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

    private Func<T, string?> Operand(XElement operand, bool asTime)
    {
        if (operand.Name.LocalName != "Constant")
        {
            return valueOf(operand);
        }

        var text = operand.Attribute("Value")!.Value;
        if (asTime)
        {
            text = XmlText.Of(ParseTime(text));
        }

        return _ => text;
    }

    private DateTimeOffset ParseTime(string text)
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
