namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>A test that needs Microsoft's schema; reported as skipped without it.</summary>
internal sealed class SchemaFactAttribute : FactAttribute
{
    public SchemaFactAttribute() => Skip = EwsSchema.Folder is null ? "No schema folder: set EWS_SCHEMA_DIR or put it at ../shared/ews-schema." : null;
}

/// <summary>The same for a table of cases.</summary>
internal sealed class SchemaTheoryAttribute : TheoryAttribute
{
    public SchemaTheoryAttribute() => Skip = EwsSchema.Folder is null ? "No schema folder: set EWS_SCHEMA_DIR or put it at ../shared/ews-schema." : null;
}
