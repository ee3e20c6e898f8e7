using System.Globalization;
using System.Text;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Ews.Items;

/// <summary>Named properties the server keeps itself: the global object ids and the zone's description.</summary>
internal static class DerivedProperties
{
    private const int GlobalObjectId = 0x3;
    private const int CleanGlobalObjectId = 0x23;
    private const int TimeZoneDescription = 0x8234;
    private const string UidPrefix = "040000008200E00074C5B7101A82E008";

    public static IReadOnlyList<string>? Value(ItemView view, ExtendedName name)
    {
        if (IsIn(name, "Meeting") && name is { Type: "Binary", Number: GlobalObjectId or CleanGlobalObjectId })
        {
            var bytes = ObjectId(view.Content.Uid);
            if (name.Number == GlobalObjectId && view.OriginalStart is { } slot)
            {
                Stamp(bytes, DateOnly.FromDateTime(WallClock.ToLocal(slot, Zones.Of(view.Content.StartZone))));
            }

            return [Convert.ToBase64String(bytes)];
        }

        return IsIn(name, "Appointment") && name is { Type: "String", Number: TimeZoneDescription }
            ? [Zones.Of(view.Content.StartZone).DisplayName]
            : null;
    }

    private static bool IsIn(ExtendedName name, string set) =>
        string.Equals(name.Set, ExtendedName.SetOf(set), StringComparison.OrdinalIgnoreCase);

    private static byte[] ObjectId(string uid)
    {
        if (uid.StartsWith(UidPrefix, StringComparison.OrdinalIgnoreCase) && uid.Length % 2 == 0 && uid.All(char.IsAsciiHexDigit))
        {
            return Convert.FromHexString(uid);
        }

        var data = Encoding.ASCII.GetBytes("vCal-Uid\u0001\0\0\0" + uid + "\0");
        var head = new byte[24];
        return [.. Convert.FromHexString(UidPrefix), .. head[..20], .. BitConverter.GetBytes(data.Length), .. data];
    }

    private static void Stamp(byte[] id, DateOnly day)
    {
        if (id.Length > 19)
        {
            var year = day.Year.ToString("X4", CultureInfo.InvariantCulture);
            (id[16], id[17]) = (Convert.ToByte(year[..2], 16), Convert.ToByte(year[2..], 16));
            (id[18], id[19]) = ((byte)day.Month, (byte)day.Day);
        }
    }
}
