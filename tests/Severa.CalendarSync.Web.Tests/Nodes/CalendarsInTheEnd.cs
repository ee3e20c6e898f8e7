using Microsoft.EntityFrameworkCore;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>Both calendars of everybody, title by title, beside what they must show.</summary>
/// <param name="Pairs">Activities of all together.</param>
/// <param name="Doubled">Entries and activities that are there twice.</param>
/// <param name="Unequal">Whose calendars differ from what they must show, and how.</param>
internal sealed record CalendarsInTheEnd(int Pairs, int Doubled, IReadOnlyList<string> Unequal)
{
    public static async Task<CalendarsInTheEnd> ReadAsync(NodeStage stage, Func<string, IEnumerable<string>> expectedOf)
    {
        var activities = (await stage.Database.AskAsync(db => db.Activities.Join(db.Users, a => a.OwnerId, u => u.Id, (a, u) => new { u.Email, a.Title }).ToListAsync()))
            .ToLookup(a => a.Email!, a => a.Title, StringComparer.Ordinal);
        var (unequal, doubled) = (new List<string>(), 0);
        foreach (var address in stage.Addresses)
        {
            var (expected, outlook, severa) = (Ordered(expectedOf(address)), Ordered(await stage.Outlook.SubjectsAsync(address)), Ordered(activities[address]));
            doubled += Doubles(outlook) + Doubles(severa);
            if (!expected.SequenceEqual(outlook, StringComparer.Ordinal) || !expected.SequenceEqual(severa, StringComparer.Ordinal))
            {
                unequal.Add($"{address}: {Difference(expected, outlook)} in Outlook, {Difference(expected, severa)} in Severa");
            }
        }

        return new CalendarsInTheEnd(activities.Sum(a => a.Count()), doubled, unequal);
    }

    private static List<string> Ordered(IEnumerable<string> titles) => [.. titles.Order(StringComparer.Ordinal)];

    private static int Doubles(List<string> titles) => titles.Count - titles.Distinct(StringComparer.Ordinal).Count();

    private static string Difference(List<string> expected, List<string> found) =>
        $"missing [{string.Join(", ", expected.Except(found, StringComparer.Ordinal))}], too many [{string.Join(", ", found.Except(expected, StringComparer.Ordinal))}]";
}
