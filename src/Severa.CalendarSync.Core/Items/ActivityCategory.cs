namespace Severa.CalendarSync.Core.Items;

/// <summary>The category an activity type belongs to.</summary>
public enum ActivityCategory
{
    CalendarEntry,
    ToDo,
    ProjectTask,
    Personal,
    Absence,
}
