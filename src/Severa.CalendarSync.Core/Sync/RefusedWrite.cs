using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>A side refused a change for good: the change is taken back where it was made (R17).</summary>
internal static class RefusedWrite
{
    /// <summary>What the refusing side shows, written back to the side that asked; null where that may not be written.</summary>
    public static SyncAction? SetBack(SyncPolicy policy, SyncAction refused)
    {
        var source = refused.Target.Other();

        // What a participant's calendar refuses is not his to take back from everybody (R24).
        var isOthers = source == Side.Outlook ? refused.Link.IsMeeting : refused.Source?.Activity is { IsOwner: false };
        if (refused.Current is not { } item || isOthers || refused.Link.Half(source) is null)
        {
            return null;
        }

        var projected = refused.Target == Side.Outlook
            ? Projection.ToSevera(item, policy, refused.Source?.Activity)
            : Projection.ToOutlook(item, policy, isWithheld: refused.Link.IsWithheld);
        var fields = refused.Fields & ~projected.Masked & ~ItemFields.Privacy;
        return fields == ItemFields.None ? null : refused with
        {
            Kind = SyncActionKind.SetBack,
            Target = source,
            Reason = refused.Target == Side.Outlook ? Reason.RefusedByOutlook : Reason.RefusedBySevera,
            Content = projected.Content,
            Fields = fields,
            TypeId = null,
            Current = refused.Source,
            Source = item,
            BaseFields = ItemFields.None,
            IsSecond = false,
        };
    }
}
