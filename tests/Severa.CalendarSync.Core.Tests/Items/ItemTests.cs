using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Tests.Items;

/// <summary>R20 and the value types: nothing invalid can be held.</summary>
public sealed class ItemTests
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

    [Fact]
    public void The_same_instants_in_other_zones_are_the_same_time()
    {
        var utc = new DateTimeOffset(2026, 6, 1, 9, 0, 0, TimeSpan.Zero);

        Assert.Equal(When.Timed(utc, utc.AddHours(1), "Europe/Helsinki"), When.Timed(utc.ToOffset(TimeSpan.FromHours(3)), utc.AddHours(1), "Etc/UTC"));
    }

    [Fact]
    public void Whole_days_are_not_the_instants_they_take_up()
    {
        var day = When.AllDay(new DateOnly(2026, 6, 1), new DateOnly(2026, 6, 2));
        var (start, end) = day.Span(Helsinki);

        Assert.NotEqual(day, When.Timed(start, end));
        Assert.Equal(new DateTimeOffset(2026, 5, 31, 21, 0, 0, TimeSpan.Zero), start);
    }

    [Fact]
    public void A_day_on_which_the_clocks_change_lasts_23_or_25_hours()
    {
        Assert.Equal(TimeSpan.FromHours(23), Length(new DateOnly(2026, 3, 29)));
        Assert.Equal(TimeSpan.FromHours(25), Length(new DateOnly(2026, 10, 25)));

        static TimeSpan Length(DateOnly day)
        {
            var (start, end) = When.AllDay(day, day.AddDays(1)).Span(Helsinki);
            return end - start;
        }
    }

    [Theory]
    [InlineData("2026-03-29T03:30", "2026-03-29T01:30Z")] // skipped: an hour later
    [InlineData("2026-10-25T03:30", "2026-10-25T00:30Z")] // twice: the first
    [InlineData("2026-07-01T12:00", "2026-07-01T09:00Z")]
    public void Wall_time_becomes_an_instant(string wall, string expected)
    {
        var culture = System.Globalization.CultureInfo.InvariantCulture;

        Assert.Equal(DateTimeOffset.Parse(expected, culture), Zones.ToInstant(DateTime.Parse(wall, culture), Helsinki));
    }

    [Fact]
    public void An_item_cannot_end_before_it_starts_nor_a_day_be_empty()
    {
        var now = DateTimeOffset.UnixEpoch;

        Assert.Throws<ArgumentException>(() => When.Timed(now, now.AddSeconds(-1)));
        Assert.Throws<ArgumentException>(() => When.AllDay(new DateOnly(2026, 1, 1), new DateOnly(2026, 1, 1)));
        Assert.Throws<ArgumentException>(() => new SyncWindow(now, now));
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(-2, 0, false)] // ends where the window begins
    [InlineData(-2, 1, true)]
    [InlineData(9, 12, true)]
    [InlineData(10, 12, false)] // begins where it ends
    [InlineData(0, 0, true)] // without length, at the edge
    [InlineData(10, 10, false)]
    public void The_window_is_half_open(int from, int to, bool expected)
    {
        var start = DateTimeOffset.UnixEpoch;
        var window = new SyncWindow(start, start.AddHours(10));

        Assert.Equal(expected, When.Timed(start.AddHours(from), start.AddHours(to)).Overlaps(window, Helsinki));
    }

    [Fact]
    public void A_stamp_survives_being_written_and_a_damaged_one_is_none()
    {
        var stamp = new Stamp("install", Guid.Parse("11111111-1111-1111-1111-111111111111"), Guid.Parse("22222222-2222-2222-2222-222222222222"), new string('a', 32), Origin.Severa);

        Assert.Equal(stamp, Stamp.Parse(stamp.Format()));
        Assert.All(new[] { null, "", "1|x", "2" + stamp.Format()[1..], stamp.Format() + "|x", stamp.Format().Replace('S', 'Q') }, text => Assert.Null(Stamp.Parse(text)));
    }

    [Fact]
    public void A_stamp_may_name_the_try_that_made_the_entry_and_stays_short_enough_for_a_search()
    {
        var id = Guid.Parse("33333333-3333-3333-3333-333333333333");
        var longest = new Stamp(new string('i', 64), id, id, new string('a', 32), Origin.Severa, IsParticipants: true, OperationId: id);

        Assert.Equal(longest, Stamp.Parse(longest.Format()));
        Assert.True(longest.Format().Length <= 255);
        Assert.Null(Stamp.Parse(longest.Format() + "|x"));
    }

    [Fact]
    public void Keys_compare_letter_by_letter()
    {
        Assert.NotEqual(ItemKey.Of("AAb"), ItemKey.Of("AAB"));
        Assert.Equal(ItemKey.Occurrence("s", DateTimeOffset.UnixEpoch, "old id"), ItemKey.Occurrence("s", DateTimeOffset.UnixEpoch, "new id"));
    }

    [Theory]
    [InlineData("a\r\nb  \r\n\r\n", "a\nb")]
    [InlineData("a\u00a0b", "a b")]
    [InlineData("x\u0001y", "xy")]
    [InlineData(null, "")]
    public void Notes_have_one_way_to_be_written(string? raw, string expected) => Assert.Equal(expected, PlainText.Lines(raw));

    [Fact]
    public void Cutting_never_splits_an_emoji() => Assert.Equal("ab", PlainText.Cut("ab😀", 3));

    [Fact]
    public void Fingerprints_differ_by_field_and_key()
    {
        var one = new Fingerprint(new byte[32]);
        var other = new Fingerprint([.. Enumerable.Repeat((byte)1, 32)]);

        Assert.NotEqual(one.Of(ItemFields.Title, "x"), one.Of(ItemFields.Place, "x"));
        Assert.NotEqual(one.Of(ItemFields.Title, "x"), other.Of(ItemFields.Title, "x"));
        Assert.Throws<ArgumentException>(() => new Fingerprint(new byte[8]));
    }
}
