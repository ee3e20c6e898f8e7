using Severa.CalendarSync.Data.Ledger;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>R21: everything is compared every night where it fits, and at the latest after a week.</summary>
public sealed class NightSlotTests
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
    private static readonly Guid Mailbox = new(7, 0, 0, new byte[8]);

    [Theory]
    [InlineData("Europe/Helsinki")]
    [InlineData("America/Los_Angeles")]
    [InlineData("Asia/Kolkata")]
    public void The_night_slot_is_at_night_and_half_a_day_ahead(string zoneId)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneId);
        var slots = new HashSet<TimeSpan>();
        for (var i = 0; i < 300; i++)
        {
            var now = TestDatabase.Start.AddHours(i * 29);
            var slot = NightSlot.Next(new Guid(i, 0, 0, new byte[8]), now, zone);
            var local = TimeZoneInfo.ConvertTime(slot, zone).TimeOfDay;
            Assert.InRange(slot - now, TimeSpan.FromHours(12), TimeSpan.FromHours(37.5));
            Assert.True(local >= TimeSpan.FromHours(20) || local < TimeSpan.FromHours(5), $"{local} is not at night");
            slots.Add(local);
        }

        Assert.True(slots.Count > 150, "Mailboxes have slots of their own.");
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(61, true)]
    [InlineData(119, true)]
    [InlineData(121, false)]
    [InlineData(11 * 60, false)]
    [InlineData((24 * 60) - 1, false)]
    [InlineData(24 * 60, true)]
    [InlineData((24 * 60) + 90, true)]
    [InlineData((5 * 24 * 60) + 300, false)]
    [InlineData((6 * 24 * 60) + 300, true)]
    public void What_missed_its_slot_waits_for_the_next_night_and_a_week_at_most(int minutesAfter, bool isNow)
    {
        var slot = NightSlot.Next(Mailbox, TestDatabase.Start, Helsinki);
        Assert.Equal(isNow, NightSlot.IsNow(slot, Mailbox, slot.AddMinutes(minutesAfter), Helsinki));
    }

    [DatabaseTheory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public async Task After_an_outage_in_the_night_nobody_is_compared_in_full_in_the_morning(int hoursAfter, bool isFull)
    {
        await using var database = await TestDatabase.CopyAsync();
        var mailbox = await database.MailboxAsync();
        var slot = NightSlot.Next(mailbox.Id, database.Time.GetUtcNow(), Helsinki);
        await database.ChangeAsync(mailbox, m => m.FullComparisonDueAt = slot.UtcDateTime);
        database.Time.Advance(slot.AddHours(hoursAfter) - database.Time.GetUtcNow());

        Assert.Equal(isFull, (await database.Ledger(mailbox.Id).OpenAsync(default))!.IsFullDue);
    }
}
