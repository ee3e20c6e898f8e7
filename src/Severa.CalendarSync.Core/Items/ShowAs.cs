namespace Severa.CalendarSync.Core.Items;

/// <summary>How Outlook shows the time of an entry that came from Severa (R4).</summary>
public enum ShowAs
{
    Busy,
    Free,
    OutOfOffice,
}
