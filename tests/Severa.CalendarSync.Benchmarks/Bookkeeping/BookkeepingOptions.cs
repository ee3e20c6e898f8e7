using System.ComponentModel;

namespace Severa.CalendarSync.Benchmarks.Bookkeeping;

/// <summary>What is measured of mailboxes in which nothing happens. All are numbers of the command line.</summary>
internal sealed class BookkeepingOptions
{
    [Description("mailboxes, all due at once")]
    public int Mailboxes { get; set; } = 200;

    [Description("rounds that are measured, after two that are not; the median counts")]
    public int Rounds { get; set; } = 7;

    [Description("links of each mailbox in the third measurement; the first has none, the second a tenth")]
    public int Links { get; set; } = 2000;

    [Description("1: on PostgreSQL too, 0: on SQLite alone")]
    public int Postgres { get; set; } = 1;
}
