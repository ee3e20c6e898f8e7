using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Data.Entities;

/// <summary>A type of activity, made by the administrator.</summary>
public sealed class ActivityType
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    public ActivityCategory Category { get; set; }

    public bool IsActive { get; set; } = true;

    /// <summary>The organisation's default; exactly one active type has it.</summary>
    public bool IsDefault { get; set; }

    /// <summary>Ticked: activities of this type made in Severa get an entry in Outlook (R4).</summary>
    public bool GoesToOutlook { get; set; }
}

/// <summary>An activity of the built-in store.</summary>
public sealed class SeveraActivity
{
    public Guid Id { get; set; }

    public Guid TypeId { get; set; }

    public ActivityType? Type { get; set; }

    public Guid OwnerId { get; set; }

    public required string Title { get; set; }

    public string Place { get; set; } = "";

    public string Notes { get; set; } = "";

    public bool IsAllDay { get; set; }

    /// <summary>Timed: start in UTC. All-day: the owner's midnight of the first day, so that ranges can be queried.</summary>
    public DateTime StartsAt { get; set; }

    /// <summary>Exclusive end, as <see cref="StartsAt"/>.</summary>
    public DateTime EndsAt { get; set; }

    /// <summary>All-day only.</summary>
    public DateOnly? FirstDay { get; set; }

    /// <summary>All-day only, exclusive.</summary>
    public DateOnly? DayAfter { get; set; }

    /// <summary>The zone the wall time was meant in.</summary>
    public string? ZoneId { get; set; }

    /// <summary>Business data that keeps an activity from being deleted with its entry (R25).</summary>
    public string? Customer { get; set; }

    public string? Project { get; set; }

    public decimal? Hours { get; set; }

    /// <summary>Raised by every change; also the concurrency token.</summary>
    public long Version { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime ModifiedAt { get; set; }

    /// <summary>Deleted, but kept for Undo until it is pruned; no query sees it (<c>IgnoreQueryFilters</c> does).</summary>
    public DateTime? DeletedAt { get; set; }

    /// <summary>
    /// The link it was created for by the sync; unique, so that one create cannot happen twice. Of an activity that its owner deleted: the link
    /// of its meeting, which it finds again when it is restored.
    /// </summary>
    public Guid? CreatedForLink { get; set; }

    public ICollection<ActivityParticipant> Participants { get; } = [];
}

/// <summary>Somebody who takes part in an activity he does not own.</summary>
public sealed class ActivityParticipant
{
    public Guid ActivityId { get; set; }

    public Guid AccountId { get; set; }
}

/// <summary>Raised for every account that a change of an activity concerns: the cursor of the built-in side.</summary>
public sealed class ActivityRevision
{
    public Guid AccountId { get; set; }

    public long Value { get; set; }
}
