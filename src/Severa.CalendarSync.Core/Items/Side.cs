namespace Severa.CalendarSync.Core.Items;

/// <summary>The two calendars that are kept equal.</summary>
public enum Side
{
    Outlook,
    Severa,
}

public static class Sides
{
    public static Side Other(this Side side) => side == Side.Outlook ? Side.Severa : Side.Outlook;
}
