using Ical.Net.DataTypes;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Importing;

/// <summary>Zones and times of iCalendar files. Zone ids come quoted, prefixed by their maker, or made up.</summary>
internal sealed class ImportZones(ZoneRef own)
{
    /// <summary>The zone of a time and whether its id was known.</summary>
    public (ZoneRef Zone, bool IsKnown) Of(CalDateTime time)
    {
        if (time.IsUtc)
        {
            return (ZoneRef.Utc, true);
        }

        var id = time.TzId?.Trim('"', ' ') ?? "";
        if (id.Length == 0)
        {
            return (own, true);
        }

        var found = Candidates(id).Select(Zones.WindowsIdOf).FirstOrDefault(windowsId => windowsId is not null);
        return found is null ? (own, false) : (new ZoneRef(found), true);
    }

    public DateTimeOffset ToUtc(CalDateTime time, ZoneRef zone) => WallClock.ToUtc(time.Value, Zones.Of(time.IsUtc ? ZoneRef.Utc : zone));

    /// <summary>The id itself, then what is left of <c>/maker/version/Area/City</c>.</summary>
    private static IEnumerable<string> Candidates(string id)
    {
        yield return id;
        var parts = id.Split('/');
        if (parts.Length > 2)
        {
            yield return string.Join('/', parts[^2..]);
            yield return string.Join('/', parts[^3..]);
        }
    }
}
