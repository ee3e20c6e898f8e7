namespace Severa.CalendarSync.Data.Startup;

/// <summary>
/// Whose database this is (R26). One that carries the id of another installation is a copy, of a backup perhaps, while that one may
/// go on working: nothing is synced, and nothing is sent to Exchange.
/// </summary>
/// <param name="configured">The setting <c>Installation:Id</c>, given to a new database; a random id where it is missing.</param>
public sealed class Installation(string? configured)
{
    /// <summary>The number of what is said then: E29.</summary>
    public const int ErrorNumber = 29;

    public const int MostLetters = 64;

    private volatile string? _stored;

    /// <summary>The id in the database, once it was read.</summary>
    public string? Stored => _stored;

    public string? Configured { get; } = string.IsNullOrWhiteSpace(configured) ? null : configured.Trim();

    public bool IsForeign => Configured is not null && _stored is { } stored && !string.Equals(Configured, stored, StringComparison.Ordinal);

    internal string ForNewDatabase => Configured ?? Guid.NewGuid().ToString("N");

    internal void Read(string stored) => _stored = stored;
}
