using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>What the rules make of an item for the other side.</summary>
/// <param name="Content">The values the other side should show.</param>
/// <param name="Lossy">Fields the other side cannot hold whole: what it shows of them never flows back.</param>
/// <param name="Masked">Fields that are never written to the other side.</param>
/// <param name="IsWithheld">Only the time may be seen there (R3).</param>
public sealed record Projected(ItemContent Content, ItemFields Lossy, ItemFields Masked, bool IsWithheld);

/// <summary>R2 to R5 as functions: entry to activity and activity to entry.</summary>
public static class Projection
{
    /// <param name="entry">The entry.</param>
    /// <param name="policy">The rules.</param>
    /// <param name="activity">Facts of the activity it is linked with, where there is one: a participant's privacy says nothing about it (R24).</param>
    public static Projected ToSevera(CalendarItem entry, SyncPolicy policy, ActivityFacts? activity = null)
    {
        var isPrivate = entry.Content.Privacy == Privacy.Private && activity is not { IsOwner: false };
        // An activity its owner made personal himself is hidden from colleagues already.
        var isPersonal = activity is not null && policy.Types.TryGetValue(activity.TypeId, out var type) && type.Category == ActivityCategory.Personal;
        var isWithheld = isPrivate && !isPersonal && policy.PrivateTypeId is null && policy.PrivateWithoutType == PrivateRule.Withhold;
        var privacy = isPrivate && (isPersonal || policy.PrivateTypeId is not null) ? Privacy.Private : Privacy.Normal;
        var content = isWithheld
            ? new ItemContent { Title = policy.WithheldTitle, When = entry.Content.When, Privacy = privacy }
            : Fitted(entry.Content, policy.SeveraTraits, policy) with { Privacy = privacy, ShowAs = ShowAs.Busy };
        return new Projected(content, isWithheld ? ItemFields.None : Lossy(entry.Content, policy.SeveraTraits), ItemFields.ShowAs, isWithheld);
    }

    /// <param name="activity">The activity.</param>
    /// <param name="policy">The rules.</param>
    /// <param name="entry">Facts of the entry it is linked with, where there is one.</param>
    /// <param name="isWithheld">The pair's text is withheld in Severa.</param>
    public static Projected ToOutlook(CalendarItem activity, SyncPolicy policy, EntryFacts? entry = null, bool isWithheld = false)
    {
        var masked = ItemFields.None;
        if (isWithheld)
        {
            masked |= ItemFields.Text | ItemFields.Privacy;
        }

        if (entry is { HasOnlineMeeting: true })
        {
            masked |= ItemFields.Notes;
        }

        return new Projected(Fitted(activity.Content, policy.OutlookTraits, policy), Lossy(activity.Content, policy.OutlookTraits), masked, isWithheld);
    }

    /// <summary>The type an activity gets from an entry: when it is made, and when its privacy crosses the border (R2).</summary>
    public static Guid TypeFor(Privacy privacy, SyncPolicy policy) =>
        privacy == Privacy.Private && policy.PrivateTypeId is { } id ? id : policy.DefaultTypeId;

    /// <summary>The activity as Severa will show it once <paramref name="typeId"/> and content are written.</summary>
    public static ItemContent AsShownInSevera(ItemContent content, Guid typeId, SyncPolicy policy)
    {
        var category = policy.Types.TryGetValue(typeId, out var type) ? type.Category : ActivityCategory.CalendarEntry;
        var isPrivate = category == ActivityCategory.Personal || typeId == policy.PrivateTypeId;
        return content with { Privacy = isPrivate ? Privacy.Private : Privacy.Normal, ShowAs = category.ShowAs() };
    }

    private static ItemContent Fitted(ItemContent content, SideTraits traits, SyncPolicy policy) => content with
    {
        Title = content.Title.Length == 0 ? policy.UntitledTitle : PlainText.Cut(content.Title, traits.MaxTitle),
        Place = PlainText.Cut(content.Place, traits.MaxPlace),
        Notes = PlainText.Cut(content.Notes, traits.MaxNotes),
        NotesHtml = null,
    };

    private static ItemFields Lossy(ItemContent content, SideTraits traits) =>
        (content.Title.Length > traits.MaxTitle ? ItemFields.Title : ItemFields.None)
        | (content.Place.Length > traits.MaxPlace ? ItemFields.Place : ItemFields.None)
        | (content.Notes.Length > traits.MaxNotes ? ItemFields.Notes : ItemFields.None);
}
