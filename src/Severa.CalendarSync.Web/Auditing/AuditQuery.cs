using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Auditing;

/// <summary>What somebody looks for in the audit.</summary>
/// <param name="Who">A part of a name or address: who did it, or to whom; null for everybody.</param>
/// <param name="Action">What was done; null for everything.</param>
/// <param name="From">The first instant, UTC; null from the beginning.</param>
/// <param name="Until">The first instant after it, UTC; null until now.</param>
public sealed record AuditQuery(string? Who, AuditAction? Action, DateTime? From, DateTime? Until);

/// <summary>One line of the audit, for people: names as they are today, none where the account is gone or erased what is remembered of it.</summary>
public sealed record AuditLine
{
    public required DateTime At { get; init; }

    public required AuditAction Action { get; init; }

    /// <summary>Null: the service itself, or somebody not signed in.</summary>
    public Guid? ActorId { get; init; }

    public string? Actor { get; init; }

    public Guid? SubjectId { get; init; }

    public string? Subject { get; init; }

    public string? Detail { get; init; }

    public string? RemoteAddress { get; init; }
}
