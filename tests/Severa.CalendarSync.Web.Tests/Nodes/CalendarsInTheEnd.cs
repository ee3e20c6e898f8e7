using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Web.Tests.Nodes;

/// <summary>Both calendars of everybody, title by title, beside what they must show.</summary>
/// <param name="Pairs">Activities of all together.</param>
/// <param name="Doubled">Entries and activities that are there twice.</param>
/// <param name="Unequal">Whose calendars differ from what they must show, and how.</param>
internal sealed record CalendarsInTheEnd(int Pairs, int Doubled, IReadOnlyList<string> Unequal)
{
    public static Task<CalendarsInTheEnd> ReadAsync(NodeStage stage, Func<string, IEnumerable<string>> expectedOf) => ReadAsync(stage, stage.Addresses, expectedOf);

    public static async Task<CalendarsInTheEnd> ReadAsync(NodeStage stage, IEnumerable<string> addresses, Func<string, IEnumerable<string>> expectedOf)
    {
        var activities = (await stage.Database.AskAsync(db => db.Activities.Join(db.Users, a => a.OwnerId, u => u.Id, (a, u) => new { u.Email, a.Title }).ToListAsync()))
            .ToLookup(a => a.Email!, a => a.Title, StringComparer.Ordinal);
        var (unequal, doubled) = (new List<string>(), 0);
        foreach (var address in addresses)
        {
            var (expected, outlook, severa) = (Ordered(expectedOf(address)), Ordered(await stage.Outlook.SubjectsAsync(address)), Ordered(activities[address]));
            doubled += Doubles(outlook) + Doubles(severa);
            if (!expected.SequenceEqual(outlook, StringComparer.Ordinal) || !expected.SequenceEqual(severa, StringComparer.Ordinal))
            {
                unequal.Add($"{address}: {Difference(expected, outlook)} in Outlook, {Difference(expected, severa)} in Severa. {await StoryAsync(stage, address, [.. outlook.Concat(severa).Except(expected, StringComparer.Ordinal), .. expected.Except(severa, StringComparer.Ordinal), .. expected.Except(outlook, StringComparer.Ordinal)])}");
            }
        }

        return new CalendarsInTheEnd(activities.Sum(a => a.Count()), doubled, unequal);
    }

    /// <summary>What the service remembers of titles that are not as they must be.</summary>
    private static Task<string> StoryAsync(NodeStage stage, string address, IReadOnlyCollection<string> titles) => stage.Database.AskAsync(async db =>
    {
        var mailbox = await db.Mailboxes.SingleAsync(m => m.Address == address);
        var history = (await db.History.Where(h => h.MailboxId == mailbox.Id).OrderBy(h => h.Id).ToListAsync()).Where(h => titles.Contains(h.Title)).ToList();
        var ids = history.Select(h => h.LinkId).ToHashSet();
        var activities = await db.Activities.IgnoreQueryFilters().Where(a => titles.Contains(a.Title) && a.OwnerId == mailbox.AccountId).ToListAsync();
        var activityIds = activities.ConvertAll(a => a.Id.ToString("N"));
        var links = await db.Links.Where(l => l.MailboxId == mailbox.Id && (ids.Contains(l.Id) || activityIds.Contains(l.ActivityId!))).ToListAsync();
        var linkIds = links.Select(l => l.Id).Concat(ids).ToHashSet();
        var intents = await db.Intents.Where(i => i.MailboxId == mailbox.Id && linkIds.Contains(i.LinkId)).OrderBy(i => i.At).ToListAsync();
        return string.Join(
            Environment.NewLine + "    ",
            [
                $"runs {mailbox.LastCheckedAt:HH:mm:ss}",
                .. history.Select(h => $"{h.At:HH:mm:ss.fff} {h.Kind} in {h.Target}, {h.Reason}, {h.Title}, link {h.LinkId:N}, run {h.RunId:N}"),
                .. links.Select(l => $"link {l.Id:N} {l.Origin} {l.State} {l.StateReason} entry {l.EntryId is not null} activity {l.ActivityId is not null} aside {l.SetAsideCode}"),
                .. intents.Select(i => $"{i.At:HH:mm:ss.fff} intent {i.Kind} in {i.Target}, link {i.LinkId:N}, closed {i.ClosedAt:HH:mm:ss.fff}"),
                .. activities.Select(a => $"activity {a.Id:N} made {a.CreatedAt:HH:mm:ss.fff} changed {a.ModifiedAt:HH:mm:ss.fff} deleted {a.DeletedAt:HH:mm:ss.fff} version {a.Version}"),
            ]);
    });

    private static List<string> Ordered(IEnumerable<string> titles) => [.. titles.Order(StringComparer.Ordinal)];

    private static int Doubles(List<string> titles) => titles.Count - titles.Distinct(StringComparer.Ordinal).Count();

    private static string Difference(List<string> expected, List<string> found) =>
        $"missing [{string.Join(", ", expected.Except(found, StringComparer.Ordinal))}], too many [{string.Join(", ", found.Except(expected, StringComparer.Ordinal))}]";
}
