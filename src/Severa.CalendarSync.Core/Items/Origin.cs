namespace Severa.CalendarSync.Core.Items;

/// <summary>Where a pair was first made.</summary>
public enum Origin
{
    Outlook,
    Severa,
}
