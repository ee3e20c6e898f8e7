using Severa.CalendarSync.TestKit.Databases;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>A test that needs a SQL Server; reported as skipped, with the reason, where none is lent.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SqlServerFactAttribute : FactAttribute
{
    public SqlServerFactAttribute() => Skip = SqlServerToTest.SkipReason;
}
