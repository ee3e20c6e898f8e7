namespace Severa.CalendarSync.Data.Entities;

/// <summary>Who did what to whom, from where (P12). Only ever added, in the transaction of the change; ids and settings, no entry contents.</summary>
public sealed class AuditRow
{
    public const int MaxDetail = 1000;

    public long Id { get; set; }

    public DateTime At { get; set; }

    /// <summary>Null: the service itself, or somebody not signed in.</summary>
    public Guid? ActorId { get; set; }

    public AuditAction Action { get; set; }

    /// <summary>The account it was done to, where there is one.</summary>
    public Guid? SubjectId { get; set; }

    public string? Detail { get; set; }

    public string? RemoteAddress { get; set; }
}
