using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Connectors.Tests.Transport;

/// <summary>A test that needs Microsoft's schemas; reported as skipped, with the reason, where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SchemaFactAttribute : FactAttribute
{
    public SchemaFactAttribute() => Skip = SchemaReason.Text;
}

[AttributeUsage(AttributeTargets.Method)]
internal sealed class SchemaTheoryAttribute : TheoryAttribute
{
    public SchemaTheoryAttribute() => Skip = SchemaReason.Text;
}

internal static class SchemaReason
{
    public static string? Text => EwsSchemas.Exist ? null : "Microsoft's EWS schemas are not here: set EWS_SCHEMA_DIR.";
}
