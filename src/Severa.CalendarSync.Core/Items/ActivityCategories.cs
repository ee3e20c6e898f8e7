namespace Severa.CalendarSync.Core.Items;

public static class ActivityCategories
{
    /// <summary>How Outlook shows an activity of this category (R4).</summary>
    public static ShowAs ShowAs(this ActivityCategory category) => category switch
    {
        ActivityCategory.Absence => Items.ShowAs.OutOfOffice,
        ActivityCategory.ToDo => Items.ShowAs.Free,
        _ => Items.ShowAs.Busy,
    };
}
