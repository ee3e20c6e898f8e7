using System.Xml.Linq;
using System.Xml.Schema;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>Microsoft's own schema, when its folder is there: EWS_SCHEMA_DIR, else ../shared/ews-schema beside the repository.</summary>
internal static class EwsSchema
{
    private static readonly Lazy<XmlSchemaSet> Compiled = new(Compile);

    public static string? Folder { get; } = SharedFolders.Find("EWS_SCHEMA_DIR", "ews-schema");

    public static IReadOnlyList<string> Violations(XElement element)
    {
        var problems = new List<string>();
        new XDocument(new XElement(element)).Validate(Compiled.Value, (_, e) => problems.Add(e.Message));
        return problems;
    }

    private static XmlSchemaSet Compile()
    {
        var problems = new List<string>();
        var set = new XmlSchemaSet { XmlResolver = new System.Xml.XmlUrlResolver() };
        set.ValidationEventHandler += (_, e) => problems.Add(e.Message);
        foreach (var file in Directory.EnumerateFiles(Folder!, "*.xsd"))
        {
            set.Add(null, file);
        }

        set.Compile();
        foreach (XmlSchema schema in set.Schemas())
        {
            // The test suite's copy fixes the version to the newest; servers take older names too.
            foreach (var version in schema.Items.OfType<XmlSchemaElement>().Where(e => e.Name == "RequestServerVersion"))
            {
                foreach (var attribute in ((XmlSchemaComplexType)version.SchemaType!).Attributes.OfType<XmlSchemaAttribute>())
                {
                    attribute.FixedValue = null;
                }

                set.Reprocess(schema);
            }
        }

        set.Compile();
        Assert.Empty(problems);
        return set;
    }
}
