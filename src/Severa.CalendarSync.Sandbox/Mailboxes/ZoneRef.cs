namespace Severa.CalendarSync.Sandbox.Mailboxes;

/// <summary>A time zone as it stands on an entry: any id that clients have written, with a fixed offset for ids nobody knows,
/// or with rules of its own, which then count and not what the id stands for.</summary>
public sealed record ZoneRef(string Id, string? Name = null, int? FixedOffsetMinutes = null, ZoneRules? Rules = null)
{
    public static readonly ZoneRef Utc = new("UTC");
}
