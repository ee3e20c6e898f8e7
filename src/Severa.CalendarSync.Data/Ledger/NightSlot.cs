using System.Buffers.Binary;
using System.Security.Cryptography;
using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Data.Ledger;

/// <summary>When a mailbox is compared in full: its own minute of the night, so that not all come at once (R21).</summary>
public static class NightSlot
{
    private const int FirstHour = 20;
    private const int Minutes = 9 * 60;
    private static readonly TimeSpan AtLeastAhead = TimeSpan.FromHours(12);

    /// <summary>The first slot between 20:00 and 05:00 local time that is at least 12 hours ahead.</summary>
    public static DateTimeOffset Next(Guid mailboxId, DateTimeOffset now, TimeZoneInfo zone)
    {
        var earliest = now + AtLeastAhead;
        var evening = Zones.DayOf(earliest, zone).AddDays(-1).ToDateTime(new TimeOnly(FirstHour, 0)).AddMinutes(OffsetOf(mailboxId));
        while (true)
        {
            var slot = Zones.ToInstant(evening, zone);
            if (slot >= earliest)
            {
                return slot;
            }

            evening = evening.AddDays(1);
        }
    }

    private static int OffsetOf(Guid mailboxId) =>
        (int)(BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(mailboxId.ToByteArray())) % Minutes);
}
