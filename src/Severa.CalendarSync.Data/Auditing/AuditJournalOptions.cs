namespace Severa.CalendarSync.Data.Auditing;

/// <summary>Where the audit is kept a second time, outside the database.</summary>
public sealed class AuditJournalOptions
{
    public const string Section = "Audit";

    /// <summary>A folder that lasts, and that is not put back with a backup of the database. Empty: no journal.</summary>
    public string? JournalFolder { get; set; }
}
