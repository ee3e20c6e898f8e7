using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>The half that is missing, made from the one that is there (R2 to R5).</summary>
internal static class Creations
{
    public static SyncAction Activity(PlanInput input, Link link, CalendarItem entry, Reason reason)
    {
        var policy = input.Policy;
        var projected = Projection.ToSevera(entry, policy);
        var typeId = Projection.TypeFor(projected.Content.Privacy, policy);
        var content = Projection.AsShownInSevera(projected.Content, typeId, policy);
        var made = entry with { Content = content, Entry = null, Activity = new ActivityFacts(typeId) };
        return new SyncAction
        {
            Kind = SyncActionKind.Create,
            Target = Side.Severa,
            Reason = reason,
            Link = Made(input, link, entry, made) with { Entry = new LinkHalf(entry.Key, entry.Version), Activity = null },
            Fields = ItemFields.All,
            Content = content,
            TypeId = typeId,
            Title = entry.Content.Title,
        };
    }

    public static SyncAction Entry(PlanInput input, Link link, CalendarItem activity, Reason reason)
    {
        var policy = input.Policy;
        var content = Projection.ToOutlook(activity, policy).Content;
        var isPrivateAgain = link.IsWithheld && content.Title == policy.WithheldTitle && content.Notes.Length == 0;
        if (isPrivateAgain)
        {
            // Its real text is gone with the entry; that it was private is not.
            content = content with { Privacy = Privacy.Private };
        }

        var made = activity with { Content = content with { ShowAs = ShowAs.Busy }, Activity = null, Entry = EntryFacts.Plain };
        var pair = Made(input, link, made, activity);
        return new SyncAction
        {
            Kind = SyncActionKind.Create,
            Target = Side.Outlook,
            Reason = reason,
            Link = (isPrivateAgain ? WithPrivacyToFollow(input, pair) : pair) with { Entry = null, Activity = new LinkHalf(activity.Key, activity.Version), Uid = null },
            Fields = ItemFields.All,
            Content = content,
            Stamp = Stamped(policy, link, activity),
            Title = activity.Content.Title,
        };
    }

    /// <summary>The hidden property of an entry made for this pair.</summary>
    /// <param name="policy">The rules.</param>
    /// <param name="link">The pair.</param>
    /// <param name="activity">Its activity, as far as it was read.</param>
    public static Stamp Stamped(SyncPolicy policy, Link link, CalendarItem? activity) => new(
        policy.Installation, policy.MailboxId, link.Id, (activity?.Key ?? link.Activity?.Key)?.Id ?? "", link.Origin, activity is { Activity.IsOwner: false });

    /// <summary>A link for something new; its base remembers nothing yet.</summary>
    public static Link NewLink(PlanInput input, Guid id, Origin origin) => new()
    {
        Id = id,
        Origin = origin,
        Base = LinkBases.Empty,
        Epoch = input.Outlook.Epoch,
    };

    /// <summary>An entry is made private again, and its activity is not by now: that is a change of the entry, and travels next.</summary>
    private static Link WithPrivacyToFollow(PlanInput input, Link made) => made.Base.OutlookProjected.Privacy == made.Base.Severa.Privacy ? made : made with
    {
        Base = made.Base with { OutlookProjected = made.Base.OutlookProjected with { Privacy = made.Base.Severa.Privacy } },
        SetAside = SetAside.UntilSecondWrite(input.Now),
    };

    private static Link Made(PlanInput input, Link link, CalendarItem entry, CalendarItem activity) => link with
    {
        State = LinkState.Active,
        StateReason = Reason.None,
        Decision = LinkDecision.None,
        SetAside = null,
        Base = LinkBases.Of(entry, activity, input.Policy),
        Epoch = input.Outlook.Epoch.Length > 0 ? input.Outlook.Epoch : link.Epoch,
        Uid = entry.Uid ?? link.Uid,
        EndsAt = PairRules.LatestEnd(input.Policy, entry.Content, activity.Content),
        IsWithheld = Projection.ToSevera(entry, input.Policy, activity.Activity).IsWithheld,
        IsMeeting = entry.Entry is { HasAttendees: true },
    };
}
