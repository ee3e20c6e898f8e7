using System.Globalization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Ledger;

namespace Severa.CalendarSync.Data.Activities;

/// <summary>Between an activity's row and what the rules and pages see of it.</summary>
internal static class ActivityMapping
{
    public static When When(this SeveraActivity activity) => activity.IsAllDay
        ? Core.Items.When.AllDay(activity.FirstDay!.Value, activity.DayAfter!.Value)
        : Core.Items.When.Timed(activity.StartsAt.ToOffset(), activity.EndsAt.ToOffset(), activity.ZoneId);

    /// <summary>All-day activities are dates; the instants beside them are the owner's midnights, for queries by range only.</summary>
    public static void MoveTo(this SeveraActivity activity, When when, TimeZoneInfo ownersZone)
    {
        var (start, end) = when.Span(ownersZone);
        activity.IsAllDay = when.IsAllDay;
        activity.StartsAt = start.UtcDateTime;
        activity.EndsAt = end.UtcDateTime;
        activity.FirstDay = when.IsAllDay ? when.FirstDay : null;
        activity.DayAfter = when.IsAllDay ? when.DayAfter : null;
        activity.ZoneId = when.ZoneId;
    }

    public static string VersionText(this SeveraActivity activity) => activity.Version.ToString(CultureInfo.InvariantCulture);

    public static ItemKey Key(this SeveraActivity activity) => ItemKey.Of(activity.Id.ToString("N"));

    /// <summary>The owner and everybody who takes part.</summary>
    public static IEnumerable<Guid> Concerned(this SeveraActivity activity) =>
        activity.Participants.Select(p => p.AccountId).Prepend(activity.OwnerId);

    public static bool Concerns(this SeveraActivity activity, Guid accountId) => activity.Concerned().Contains(accountId);

    /// <param name="activity">With its type and participants.</param>
    /// <param name="accountId">Whose calendar it is read for.</param>
    /// <param name="privateTypeId">The type private entries become (R2).</param>
    /// <param name="owners">For a participant: what the owner's link says (R24).</param>
    public static CalendarItem ToItem(this SeveraActivity activity, Guid accountId, Guid? privateTypeId, OwnersEntry? owners = null) => new()
    {
        Key = activity.Key(),
        Version = activity.VersionText(),
        ModifiedAt = activity.ModifiedAt.ToOffset(),
        MadeForLink = activity.OwnerId == accountId ? activity.CreatedForLink : null,
        Activity = new ActivityFacts(
            activity.TypeId, activity.OwnerId == accountId, activity.HasBusinessData(), owners is { IsMeeting: true }, owners?.Uid),
        Content = new ItemContent
        {
            Title = PlainText.Line(activity.Title),
            When = activity.When(),
            Place = PlainText.Line(activity.Place),
            Notes = PlainText.Lines(activity.Notes),
            Privacy = activity.IsPrivate(privateTypeId) ? Privacy.Private : Privacy.Normal,
            ShowAs = activity.Type!.Category.ShowAs(),
        },
    };

    public static bool IsPrivate(this SeveraActivity activity, Guid? privateTypeId) =>
        activity.Type!.Category == ActivityCategory.Personal || activity.TypeId == privateTypeId;

    private static bool HasBusinessData(this SeveraActivity activity) =>
        !string.IsNullOrEmpty(activity.Customer) || !string.IsNullOrEmpty(activity.Project) || activity.Hours is not null
        || activity.Participants.Count > 0;
}
