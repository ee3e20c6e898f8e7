using System.Xml.Linq;
using Severa.CalendarSync.Sandbox.Ews.Wire;

namespace Severa.CalendarSync.Sandbox.Ews.Schema;

/// <summary>
/// Checks a request the way a schema-validating server does: order, counts, attributes, simple values.
/// See https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode (ErrorSchemaValidation).
/// </summary>
internal sealed class RequestValidator(Grammar grammar)
{
    public void Check(XElement element, string type) => Check(element, grammar[type]);

    private void Check(XElement element, TypeDefinition type)
    {
        if (type.IsLax)
        {
            return;
        }

        CheckAttributes(element, type);
        if (type.TextType is { } textType)
        {
            CheckText(element, textType);
        }
        else
        {
            CheckChildren(element, type);
        }
    }

    private void CheckAttributes(XElement element, TypeDefinition type)
    {
        foreach (var attribute in element.Attributes().Where(a => !a.IsNamespaceDeclaration && a.Name.NamespaceName.Length == 0))
        {
            var rule = type.Attributes.FirstOrDefault(a => a.Name == attribute.Name.LocalName)
                ?? throw Violation(element, $"The '{attribute.Name.LocalName}' attribute is not declared.");
            if (!SimpleTypes.IsValid(grammar, rule.Type, attribute.Value))
            {
                throw Violation(element, $"The '{rule.Name}' attribute is invalid - The value '{attribute.Value}' is invalid according to its datatype.");
            }
        }

        foreach (var missing in type.Attributes.Where(a => a.IsRequired && element.Attribute(a.Name) is null))
        {
            throw Violation(element, $"The required attribute '{missing.Name}' is missing.");
        }
    }

    private void CheckText(XElement element, string textType)
    {
        if (element.HasElements)
        {
            throw Violation(element.Elements().First(), $"The element '{element.Name.LocalName}' cannot contain child element '{element.Elements().First().Name.LocalName}' because the parent element's content model is text only.");
        }

        if (!SimpleTypes.IsValid(grammar, textType, element.Value))
        {
            throw Violation(element, $"The '{element.Name}' element is invalid - The value '{element.Value}' is invalid according to its datatype.");
        }
    }

    private void CheckChildren(XElement element, TypeDefinition type)
    {
        if (element.Nodes().OfType<XText>().FirstOrDefault(text => !string.IsNullOrWhiteSpace(text.Value)) is { } stray)
        {
            throw Violation(element, $"The element '{element.Name.LocalName}' cannot contain text: '{stray.Value.Trim()}'.");
        }

        var children = element.Elements().ToList();
        var at = 0;
        foreach (var place in type.Particles)
        {
            var count = 0;
            while (count < place.Most && at < children.Count && place.For(Prefixed(children[at])) is { } rule)
            {
                Check(children[at], grammar[rule.Type]);
                at++;
                count++;
            }

            if (count < place.Least)
            {
                throw Unexpected(element, children, at, place);
            }
        }

        if (at < children.Count)
        {
            throw Unexpected(element, children, at, null);
        }
    }

    private static EwsFault Unexpected(XElement element, List<XElement> children, int at, Particle? expected)
    {
        var names = expected is null ? "" : $" List of possible elements expected: '{string.Join(", ", expected.Choices.Select(c => c.Name[2..]))}'.";
        return at < children.Count
            ? Violation(children[at], $"The element '{element.Name.LocalName}' in namespace '{element.Name.NamespaceName}' has invalid child element '{children[at].Name.LocalName}' in namespace '{children[at].Name.NamespaceName}'.{names}")
            : Violation(element, $"The element '{element.Name.LocalName}' in namespace '{element.Name.NamespaceName}' has incomplete content.{names}");
    }

    private static EwsFault Violation(XElement element, string text) => EwsFault.Schema(text, element);

    private static string Prefixed(XElement element) =>
        element.Name.Namespace == Ns.T ? "t:" + element.Name.LocalName
        : element.Name.Namespace == Ns.M ? "m:" + element.Name.LocalName
        : "?:" + element.Name.LocalName;
}
