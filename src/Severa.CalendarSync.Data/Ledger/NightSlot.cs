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

    /// <summary>Longer than the longest interval: the turn after the slot finds it. What missed it waits for the next night, not for the morning.</summary>
    private static readonly TimeSpan Open = TimeSpan.FromHours(2);

    /// <summary>A comparison that missed its slot so long is made at any hour: a week after the last one.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(6);

    /// <summary>The first slot between 20:00 and 05:00 local time that is at least 12 hours ahead.</summary>
    public static DateTimeOffset Next(Guid mailboxId, DateTimeOffset now, TimeZoneInfo zone) => FirstFrom(now + AtLeastAhead, mailboxId, zone);

    /// <summary>Whether a mailbox is compared in full now: its slot has come, or it cannot wait for another night.</summary>
    /// <param name="dueAt">The slot it waits for.</param>
    /// <param name="mailboxId">The mailbox.</param>
    /// <param name="now">The time.</param>
    /// <param name="zone">The owner's zone.</param>
    public static bool IsNow(DateTimeOffset dueAt, Guid mailboxId, DateTimeOffset now, TimeZoneInfo zone) =>
        dueAt <= now && (now - dueAt >= Longest || FirstFrom(now - Open, mailboxId, zone) <= now);

    /// <summary>What somebody asks for now is due at any hour, and told by its time from what was asked for before.</summary>
    public static DateTime AtOnce(DateTime now) => now - Longest;

    private static DateTimeOffset FirstFrom(DateTimeOffset earliest, Guid mailboxId, TimeZoneInfo zone)
    {
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
