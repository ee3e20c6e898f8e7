namespace Severa.CalendarSync.Core.Items;

/// <summary>Privacy compares as yes or no (R2): Outlook's Personal, Private and Confidential are all private.</summary>
public enum Privacy
{
    Normal,
    Private,
}
