using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>Lines for the audit.</summary>
internal static class Notes
{
    public static Func<int, AuditRow> Of(AuditAction action) => count => new AuditRow { Action = action, Detail = $"{count}", At = TestDatabase.Start.UtcDateTime };
}
