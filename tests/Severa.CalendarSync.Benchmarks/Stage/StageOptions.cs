using System.ComponentModel;

namespace Severa.CalendarSync.Benchmarks.Stage;

/// <summary>What stands on the stage before anything is measured. All are numbers of the command line.</summary>
internal class StageOptions
{
    [Description("mailboxes, all switched on")]
    public int Mailboxes { get; set; } = 2000;

    [Description("minutes between two checks of a mailbox")]
    public int Interval { get; set; } = 5;

    [Description("entries in each Outlook calendar")]
    public int Entries { get; set; } = 20;

    [Description("activities of each person")]
    public int Activities { get; set; } = 5;

    [Description("requests at the same time that Exchange allows the account")]
    public int Limit { get; set; } = 27;

    [Description("requests at the same time that the service makes; 0: as it does by itself")]
    public int AtOnce { get; set; }

    [Description("processors the service believes it has (so many more workers); 0: those there are")]
    public int Processors { get; set; }

    [Description("1: notifications on, 0: off")]
    public int Notifications { get; set; } = 1;
}
