namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Both halves of a link as this run knows them.</summary>
internal sealed record Halves(HalfView Entry, HalfView Activity)
{
    public bool IsGone => IsOff(Entry) && IsOff(Activity);

    public bool AnyGone => Entry is HalfView.Gone || Activity is HalfView.Gone;

    public bool BothSeen => IsSeen(Entry) && IsSeen(Activity);

    public bool NoneSeen => !IsSeen(Entry) && !IsSeen(Activity);

    /// <summary>Of neither is it only known that it is as before, or that it was not shown.</summary>
    public bool AreRead => IsRead(Entry) && IsRead(Activity);

    public string? Unsure => (Entry as HalfView.Unsure ?? Activity as HalfView.Unsure)?.Code;

    /// <summary>A half was read in a version the ledger does not know, or is gone.</summary>
    public bool IsNews(Link link) => AnyGone || IsNew(Entry, link.Entry) || IsNew(Activity, link.Activity);

    private static bool IsSeen(HalfView view) => view is HalfView.Present or HalfView.AsKnown;

    private static bool IsRead(HalfView view) => view is not (HalfView.AsKnown or HalfView.Missing);

    private static bool IsNew(HalfView view, LinkHalf? half) => view is HalfView.Present present && present.Item.Version != half?.Version;

    private static bool IsOff(HalfView view) => view is HalfView.Gone or HalfView.None;
}
