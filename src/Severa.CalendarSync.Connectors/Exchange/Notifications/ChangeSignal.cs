namespace Severa.CalendarSync.Connectors.Exchange.Notifications;

/// <summary>A reason to look at a mailbox.</summary>
/// <param name="Address">As it stands in the <see cref="ListeningGroup"/>.</param>
/// <param name="IsCertain">Something happened in the calendar; otherwise something may have happened unheard.</param>
public sealed record ChangeSignal(string Address, bool IsCertain)
{
    /// <summary>Never shows the address.</summary>
    public override string ToString() => IsCertain ? "changed" : "perhaps changed";
}
