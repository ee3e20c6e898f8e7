using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;

namespace Severa.CalendarSync.TestKit;

/// <summary>Microsoft's schemas, where this machine has them.</summary>
public static class EwsSchemas
{
    private static readonly Lazy<XmlSchemaSet> Set = new(Load);

    public static string? Directory { get; } = Find();

    public static bool Exist => Directory is not null;

    /// <summary>What is wrong with the body and the headers of an envelope; empty where all is well.</summary>
    public static IReadOnlyList<string> ErrorsIn(string envelope)
    {
        var root = XElement.Parse(envelope);
        PutWhereTheSchemaHasThem(root);
        return [.. root.Elements().Elements().SelectMany(ErrorsIn)];
    }

    /// <summary>
    /// Two names of GetStreamingEvents lie in another namespace on the wire than in the schemas: servers, the Managed API and
    /// Microsoft's own samples agree on that.
    /// </summary>
    private static void PutWhereTheSchemaHasThem(XElement root)
    {
        XNamespace types = "http://schemas.microsoft.com/exchange/services/2006/types";
        XNamespace messages = "http://schemas.microsoft.com/exchange/services/2006/messages";
        foreach (var (parent, child) in new[] { ("Notifications", "Notification"), ("ErrorSubscriptionIds", "SubscriptionId") })
        {
            foreach (var element in root.Descendants(messages + parent).Elements(messages + child).ToList())
            {
                element.Name = types + child;
            }
        }
    }

    private static List<string> ErrorsIn(XElement element)
    {
        var errors = new List<string>();
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema, Schemas = Set.Value };
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, e) => errors.Add($"{element.Name.LocalName}: {e.Message}");
        using var reader = XmlReader.Create(new StringReader(element.ToString(SaveOptions.DisableFormatting)), settings);
        while (reader.Read())
        {
        }

        return errors;
    }

    private static XmlSchemaSet Load()
    {
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        foreach (var file in System.IO.Directory.EnumerateFiles(Directory!, "*.xsd"))
        {
            set.Add(null, file);
        }

        set.Compile();
        Unfix(set);
        return set;
    }

    /// <summary>These schemas allow one version only in RequestServerVersion; servers accept all of them.</summary>
    private static void Unfix(XmlSchemaSet set)
    {
        var element = (XmlSchemaElement)set.GlobalElements[new XmlQualifiedName("RequestServerVersion", "http://schemas.microsoft.com/exchange/services/2006/types")]!;
        foreach (var attribute in ((XmlSchemaComplexType)element.ElementSchemaType!).Attributes.OfType<XmlSchemaAttribute>())
        {
            attribute.FixedValue = null;
        }

        foreach (XmlSchema schema in set.Schemas())
        {
            set.Reprocess(schema);
        }

        set.Compile();
    }

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("EWS_SCHEMA_DIR");
        if (!string.IsNullOrEmpty(named))
        {
            return System.IO.Directory.Exists(named) ? named : null;
        }

        var beside = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "ews-schema"));
        return System.IO.Directory.Exists(beside) ? beside : null;
    }
}
