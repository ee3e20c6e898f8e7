using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Figures;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Overview;

/// <summary>What an administrator sees at a glance: numbers, never contents of anybody's calendar.</summary>
/// <param name="States">How many mailboxes are in each state.</param>
/// <param name="Held">Held deletions and new times, counted.</param>
/// <param name="StoppedAt">Since when deletions wait everywhere; null while they do not.</param>
public sealed record OverviewView(IReadOnlyDictionary<MailboxState, int> States, IReadOnlyList<HeldCount> Held, DateTime? StoppedAt)
{
    /// <summary>What keeps the calendars of a connection waiting.</summary>
    public IReadOnlyList<ConnectionTrouble> Connections { get; init; } = [];

    /// <summary>How each connection did within the last 24 hours.</summary>
    public IReadOnlyList<ConnectionHealth> Health { get; init; } = [];

    public required HourChart Changes { get; init; }

    public IReadOnlyList<MailboxFigure> Stalest { get; init; } = [];

    public IReadOnlyList<MailboxFigure> Slowest { get; init; } = [];

    /// <summary>What administrators were told, or are about to be, and is not over.</summary>
    public IReadOnlyList<AlertRow> Alerts { get; init; } = [];

    /// <summary>What was wrong when mailboxes were tried that must stay out of reach (E12).</summary>
    public IReadOnlyList<int> Reach { get; init; } = [];

    /// <summary>Exchange's clock, where it is far from ours (E25).</summary>
    public ServerClock? FarClock { get; init; }

    /// <summary>Codes of Exchange that this release does not know.</summary>
    public IReadOnlyList<UnknownCode> UnknownCodes { get; init; } = [];

    public int HeldTotal => Held.Sum(h => h.Count);

    public int People => States.Values.Sum();

    public int Count(params MailboxState[] states) => states.Sum(s => States.GetValueOrDefault(s));
}

/// <summary>One connection, for the table of the overview.</summary>
/// <param name="Domains">The mail domains it serves; empty: all.</param>
/// <param name="Figure">Null: no mailbox was reached by it yet.</param>
/// <param name="Trouble">What keeps it from being used.</param>
public sealed record ConnectionHealth(Guid Id, string Domains, ConnectionFigure? Figure, ConnectionTrouble? Trouble);
