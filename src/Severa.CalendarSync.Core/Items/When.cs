using System.Globalization;

namespace Severa.CalendarSync.Core.Items;

/// <summary>
/// When an item takes place: two instants with the zone they were meant in, or whole days (R20).
/// Two values are equal when they mean the same time; the zone is kept for people and never compared.
/// </summary>
public sealed class When : IEquatable<When>
{
    private When(DateTimeOffset start, DateTimeOffset end, string? zoneId, DateOnly firstDay, DateOnly dayAfter, bool isAllDay)
    {
        Start = start;
        End = end;
        ZoneId = zoneId;
        FirstDay = firstDay;
        DayAfter = dayAfter;
        IsAllDay = isAllDay;
    }

    public bool IsAllDay { get; }

    /// <summary>Start in UTC, whole seconds. Meaningful for timed items only.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>End in UTC, exclusive, whole seconds. Meaningful for timed items only.</summary>
    public DateTimeOffset End { get; }

    /// <summary>The zone the wall time was written in (IANA or Windows id), where it is known.</summary>
    public string? ZoneId { get; }

    /// <summary>First day of an all-day item.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>The day after the last day of an all-day item.</summary>
    public DateOnly DayAfter { get; }

    public static When Timed(DateTimeOffset start, DateTimeOffset end, string? zoneId = null)
    {
        var (from, to) = (WholeSeconds(start), WholeSeconds(end));
        return to < from
            ? throw new ArgumentException("An item cannot end before it starts.", nameof(end))
            : new When(from, to, zoneId, default, default, isAllDay: false);
    }

    /// <summary>Whole days, <paramref name="dayAfter"/> exclusive.</summary>
    public static When AllDay(DateOnly firstDay, DateOnly dayAfter) =>
        dayAfter <= firstDay
            ? throw new ArgumentException("An all-day item lasts at least one day.", nameof(dayAfter))
            : new When(default, default, null, firstDay, dayAfter, isAllDay: true);

    /// <summary>The instants this takes up for somebody who lives in <paramref name="zone"/>.</summary>
    public (DateTimeOffset Start, DateTimeOffset End) Span(TimeZoneInfo zone) =>
        IsAllDay ? (Zones.StartOfDay(FirstDay, zone), Zones.StartOfDay(DayAfter, zone)) : (Start, End);

    public TimeSpan Length(TimeZoneInfo zone)
    {
        var (start, end) = Span(zone);
        return end - start;
    }

    public bool Overlaps(SyncWindow window, TimeZoneInfo zone)
    {
        var (start, end) = Span(zone);
        return window.Overlaps(start, end);
    }

    /// <summary>One text per meaning: what fingerprints are made of. Instants or dates, never a zone.</summary>
    public string Canonical => IsAllDay
        ? string.Create(CultureInfo.InvariantCulture, $"D{FirstDay:yyyy-MM-dd}/{DayAfter:yyyy-MM-dd}")
        : string.Create(CultureInfo.InvariantCulture, $"T{Start.UtcDateTime:yyyy-MM-ddTHH:mm:ss}/{End.UtcDateTime:yyyy-MM-ddTHH:mm:ss}");

    /// <summary>The time a <see cref="Canonical"/> text means.</summary>
    /// <exception cref="FormatException">It is no such text.</exception>
    public static When Parse(string canonical)
    {
        ArgumentException.ThrowIfNullOrEmpty(canonical);
        return (canonical[0], canonical[1..].Split('/')) switch
        {
            ('D', [var first, var after]) => AllDay(DateOnly.ParseExact(first, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateOnly.ParseExact(after, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ('T', [var start, var end]) => Timed(Instant(start), Instant(end)),
            _ => throw new FormatException("This is no canonical time."),
        };

        static DateTimeOffset Instant(string text) =>
            new(DateTime.ParseExact(text, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture), TimeSpan.Zero);
    }

    public bool Equals(When? other) => other is not null && Canonical == other.Canonical;

    public override bool Equals(object? obj) => Equals(obj as When);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Canonical);

    public override string ToString() => Canonical;

    private static DateTimeOffset WholeSeconds(DateTimeOffset time)
    {
        var utc = time.ToUniversalTime();
        return utc.AddTicks(-(utc.Ticks % TimeSpan.TicksPerSecond));
    }
}
