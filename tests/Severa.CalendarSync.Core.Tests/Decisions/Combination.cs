namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>One situation of one pair, in the words of the table.</summary>
internal sealed record Combination(
    string Link, string Entry, string Activity, string EntryKind, string ActivityKind, string MadeIn, string Scope)
{
    /// <summary>Every combination there is, the impossible ones too.</summary>
    public static IEnumerable<Combination> All() =>
        from link in Words.Links
        from entry in Words.Presences
        from activity in Words.Presences
        from entryKind in Words.EntryKinds
        from activityKind in Words.ActivityKinds
        from madeIn in Words.Origins
        from scope in Words.Scopes
        select new Combination(link, entry, activity, entryKind, activityKind, madeIn, scope);

    public override string ToString() =>
        $"link {Link} | entry {Entry} | activity {Activity} | entry {EntryKind} | activity {ActivityKind} | made in {MadeIn} | {Scope}";
}
