using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>A test that needs Microsoft's schema; reported as skipped without it.</summary>
internal sealed class SchemaFactAttribute : FactAttribute
{
    public SchemaFactAttribute() => Skip = EwsSchemas.Exist ? null : "Microsoft's EWS schemas are not here: set EWS_SCHEMA_DIR.";
}

/// <summary>The same for a table of cases.</summary>
internal sealed class SchemaTheoryAttribute : TheoryAttribute
{
    public SchemaTheoryAttribute() => Skip = EwsSchemas.Exist ? null : "Microsoft's EWS schemas are not here: set EWS_SCHEMA_DIR.";
}
