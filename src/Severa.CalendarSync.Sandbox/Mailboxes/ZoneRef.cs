namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>A time zone as it stands on an entry: any id that clients have written, with a fixed offset for ids nobody knows.</summary>
public sealed record ZoneRef(string Id, string? Name = null, int? FixedOffsetMinutes = null)
{
    public static readonly ZoneRef Utc = new("UTC");
}
