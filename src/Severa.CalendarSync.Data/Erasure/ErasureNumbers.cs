namespace Severa.CalendarSync.Data.Erasure;

/// <summary>What an erasure is about.</summary>
/// <param name="Rows">How many rows go, by table.</param>
/// <param name="Halves">What the links are about.</param>
public sealed record ErasureNumbers(IReadOnlyDictionary<string, int> Rows, HalfNumbers Halves)
{
    /// <summary>His activities in Severa: they stay.</summary>
    public int Activities { get; init; }

    /// <summary>Lines of the audit by him or about him: they stay, without his name.</summary>
    public int AuditLines { get; init; }

    public int Total => Rows.Values.Sum();
}

/// <param name="Entries">Linked entries of Outlook: they stay where they are.</param>
/// <param name="Held">Deletions and new times that wait for him: they will not happen.</param>
/// <param name="Dismissed">What he removed on purpose: it may come back when he switches on again.</param>
public sealed record HalfNumbers(int Entries, int Held, int Dismissed);
