using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Web.Activities;

/// <summary>One person's week as the reader may see it.</summary>
public sealed record WeekView(Guid PersonId, string PersonName, bool IsOwn, WeekPicture Picture, IReadOnlyDictionary<Guid, ActivityCard> Cards);

/// <summary>One person's month as the reader may see it.</summary>
public sealed record MonthView(Guid PersonId, string PersonName, bool IsOwn, MonthPicture Picture, IReadOnlyDictionary<Guid, ActivityCard> Cards);

/// <summary>An activity as the reader may see it.</summary>
/// <param name="Id">The activity.</param>
/// <param name="Title">Its title; null where only "Personal" may be shown.</param>
/// <param name="Place">Its place; empty where it may not be shown.</param>
/// <param name="TypeName">The name of its type; empty where it may not be shown.</param>
/// <param name="When">When it takes place.</param>
/// <param name="IsPrivate">Its type makes it private.</param>
/// <param name="Mark">What the sync does with it; for the reader's own calendar only.</param>
public sealed record ActivityCard(Guid Id, string? Title, string Place, string TypeName, When When, bool IsPrivate, SyncMark? Mark);

/// <summary>What the sync does with one of the reader's own activities.</summary>
public sealed record SyncMark(LinkState State, Reason Reason, bool IsMeeting, bool IsWithheld, bool WaitsAfterError, bool HasConflict)
{
    public bool IsSynced => State == LinkState.Active && !WaitsAfterError;
}
