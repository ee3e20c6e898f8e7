using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>What a new organisation starts with: one type of each category, and the default.</summary>
internal static class StandardActivityTypes
{
    public static IReadOnlyList<ActivityType> Create() =>
    [
        new() { Name = "Meeting", Category = ActivityCategory.CalendarEntry, IsDefault = true, GoesToOutlook = true },
        new() { Name = "Phone call", Category = ActivityCategory.CalendarEntry, GoesToOutlook = true },
        new() { Name = "To-do", Category = ActivityCategory.ToDo },
        new() { Name = "Project task", Category = ActivityCategory.ProjectTask },
        new() { Name = "Personal", Category = ActivityCategory.Personal, GoesToOutlook = true },
        new() { Name = "Holiday", Category = ActivityCategory.Absence, GoesToOutlook = true },
    ];
}
