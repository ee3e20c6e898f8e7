using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>A test that needs Microsoft's schemas; reported as skipped, with the reason, where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SchemaFactAttribute : FactAttribute
{
    public SchemaFactAttribute() => Skip = EwsSchemas.Exist ? null : "Microsoft's EWS schemas are not here: set EWS_SCHEMA_DIR.";
}
