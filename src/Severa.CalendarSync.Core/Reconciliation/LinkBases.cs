using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

internal static class LinkBases
{
    private static readonly FieldHashes Nothing = new("", "", "", "", "", "");

    /// <summary>Remembers nothing: every field counts as changed on both sides.</summary>
    public static readonly LinkBase Empty = new(Nothing, Nothing, Nothing, Nothing);

    /// <summary>The base of a pair whose halves show exactly this.</summary>
    public static LinkBase Of(CalendarItem entry, CalendarItem activity, SyncPolicy policy)
    {
        var toSevera = Projection.ToSevera(entry, policy, activity.Activity);
        var toOutlook = Projection.ToOutlook(activity, policy, entry.Entry, toSevera.IsWithheld);
        var print = policy.Fingerprint;
        return new LinkBase(
            print.Of(entry.Content), print.Of(toSevera.Content),
            print.Of(activity.Content), print.Of(toOutlook.Content),
            toSevera.Lossy, toOutlook.Lossy);
    }

    public static LinkBase With(this LinkBase old, ItemFields fields, LinkBase newer) => new(
        old.Outlook.With(fields, newer.Outlook),
        old.OutlookProjected.With(fields, newer.OutlookProjected),
        old.Severa.With(fields, newer.Severa),
        old.SeveraProjected.With(fields, newer.SeveraProjected),
        (old.LossyInSevera & ~fields) | (newer.LossyInSevera & fields),
        (old.LossyInOutlook & ~fields) | (newer.LossyInOutlook & fields));
}
