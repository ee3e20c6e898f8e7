using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Severa.CalendarSync.Data.Conventions;

/// <summary>Every time is stored in UTC and read back as UTC. A time that does not say what it is would be guessed, so it is refused.</summary>
internal sealed class UtcDateTimeConverter()
    : ValueConverter<DateTime, DateTime>(time => ToUtc(time), stored => DateTime.SpecifyKind(stored, DateTimeKind.Utc))
{
    internal static DateTime ToUtc(DateTime time) => time.Kind switch
    {
        DateTimeKind.Utc => time,
        DateTimeKind.Local => time.ToUniversalTime(),
        _ when time.Ticks == 0 => DateTime.SpecifyKind(time, DateTimeKind.Utc),
        _ => throw new ArgumentException("A stored time is UTC: this one does not say what it is.", nameof(time)),
    };
}

/// <summary>SQLite can neither filter nor order by offsets: they are stored as the same UTC times.</summary>
internal sealed class UtcOffsetConverter()
    : ValueConverter<DateTimeOffset, DateTime>(
        time => time.UtcDateTime, stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
