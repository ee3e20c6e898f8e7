using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Seeding;

/// <summary>
/// Fills a mailbox with a working quarter around now: about 120 entries between 30 days back and 180 days ahead once series are
/// expanded. The same seed and day give the same calendar.
/// </summary>
internal static class SeedCalendar
{
    public static void Fill(Mailbox mailbox, int seed, DateTimeOffset now)
    {
        var plan = new SeedPlan(mailbox, new Random(seed), now);
        SeedSeries.Add(plan);
        SeedSpecials.Add(plan);
        AddSingles(plan);
    }

    private static void AddSingles(SeedPlan plan)
    {
        for (var count = 0; count < 38; count++)
        {
            var (title, place) = plan.Pick(SeedTexts.Work);
            var day = plan.Workday(plan.Random.Next(-28, 150));
            plan.Add(plan.Timed(title, day, plan.Random.Next(8, 16), plan.Random.Next(1, 5) * 30) with
            {
                Location = place,
                Notes = plan.Random.Next(3) == 0 ? plan.Pick(SeedTexts.Notes) : null,
                Categories = plan.Random.Next(4) == 0 ? [plan.Pick(SeedTexts.Categories)] : null,
                ReminderMinutes = plan.Random.Next(2) == 0 ? 15 : -1,
            });
        }

        for (var count = 0; count < 8; count++)
        {
            var day = plan.Workday(plan.Random.Next(-25, 120));
            plan.Add(plan.Timed(plan.Pick(SeedTexts.Personal), day, plan.Random.Next(8, 17), 60) with
            {
                Sensitivity = plan.Pick(SeedTexts.Hidden),
                FreeBusy = "Busy",
            });
        }
    }
}
