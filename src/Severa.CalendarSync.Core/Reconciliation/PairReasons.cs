using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>What the history says about a write to a pair.</summary>
internal static class PairReasons
{
    /// <summary>Two items that exist were just matched: what is written to one of them is no new change of anybody.</summary>
    public static IReadOnlyList<Reason> Adopted { get; } = [Reason.AdoptedByStamp, Reason.AdoptedByUid, Reason.AdoptedByContent];

    public static Reason InSevera(Link link, CalendarItem entry, PairChanges changes, Reason reason)
    {
        if (changes.ToSevera == changes.SetBackInSevera)
        {
            return changes switch
            {
                { IsMeeting: true } => Reason.MeetingIsReadOnly,
                { ProjectedEntry.IsWithheld: true } => Reason.WithheldText,
                _ => (changes.SetBackInSevera & link.Base.LossyInSevera) != ItemFields.None ? Reason.ShortenedText : Reason.OnlineMeetingNotes,
            };
        }

        return Adopted.Contains(reason) ? reason
            : (changes.ToSevera & changes.Conflicting) != ItemFields.None ? Reason.ConflictOutlookWins
            : Changed(link.Entry?.Version != entry.Version, Reason.ChangedInOutlook, reason);
    }

    public static Reason InOutlook(Link link, CalendarItem activity, PairChanges changes, Reason reason)
    {
        if (changes.ToOutlook == changes.SetBackInOutlook)
        {
            return changes.IsOwnersMeeting ? Reason.OwnersMeeting : Reason.ShortenedText;
        }

        return Adopted.Contains(reason) ? reason
            : (changes.ToOutlook & changes.Conflicting) != ItemFields.None ? Reason.ConflictSeveraWins
            : Changed(link.Activity?.Version != activity.Version, Reason.ChangedInSevera, reason);
    }

    private static Reason Changed(bool isNewVersion, Reason changed, Reason otherwise) =>
        isNewVersion ? changed : otherwise is Reason.OwnWriteSeen ? Reason.RulesChanged : otherwise;
}
