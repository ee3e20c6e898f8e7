namespace Severa.CalendarSync.Web.Notifications;

/// <summary>Divides mailboxes into groups. Pure: whoever has a place keeps it, so that one more or less disturbs one group only.</summary>
internal static class GroupPlan
{
    /// <param name="groups">The groups as they are.</param>
    /// <param name="wanted">Everybody who is to be in one.</param>
    /// <param name="most">The most of one group.</param>
    /// <returns>The groups in the same places, empty ones included; new ones behind them.</returns>
    public static IReadOnlyList<IReadOnlyList<string>> Divide(
        IReadOnlyList<IReadOnlyCollection<string>> groups, IReadOnlyCollection<string> wanted, int most)
    {
        var left = wanted.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var plan = groups.Select(group => group.Where(left.Remove).Take(most).ToList()).ToList();
        var placed = plan.SelectMany(group => group).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var address in wanted.Where(placed.Add))
        {
            var place = plan.Find(group => group.Count < most);
            if (place is null)
            {
                plan.Add(place = []);
            }

            place.Add(address);
        }

        return plan;
    }
}
