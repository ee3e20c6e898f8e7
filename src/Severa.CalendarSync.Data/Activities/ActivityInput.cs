using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Data.Activities;

/// <summary>What a person fills in on the activities page.</summary>
public sealed record ActivityInput
{
    public required string Title { get; init; }

    public required When When { get; init; }

    public required Guid TypeId { get; init; }

    public string Place { get; init; } = "";

    public string Notes { get; init; } = "";

    public string? Customer { get; init; }

    public string? Project { get; init; }

    public decimal? Hours { get; init; }

    /// <summary>Everybody who takes part beside the owner.</summary>
    public IReadOnlyCollection<Guid> ParticipantIds { get; init; } = [];
}

/// <summary>An activity as its owner or a participant may see it.</summary>
public sealed record ActivityView(Guid Id, long Version, Guid OwnerId, bool IsOwner, bool IsPrivate, ActivityInput Content);

/// <summary>A change that was made, and the mailboxes to run at once because of it.</summary>
public sealed record ActivityChange(Guid ActivityId, long Version, IReadOnlyList<Guid> MailboxesToRun);
