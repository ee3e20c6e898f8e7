namespace Severa.CalendarSync.Data.Ledger;

/// <summary>Settings of section <c>Ledger</c>.</summary>
public sealed class LedgerOptions
{
    public const string Section = "Ledger";

    /// <summary>How long a lease holds without being renewed. Default 90 s; longer than the longest call to either side.</summary>
    public TimeSpan LeaseTime { get; set; } = TimeSpan.FromSeconds(90);
}
