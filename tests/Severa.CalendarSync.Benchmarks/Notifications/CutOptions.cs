using System.ComponentModel;
using Severa.CalendarSync.Benchmarks.Stage;

namespace Severa.CalendarSync.Benchmarks.Notifications;

/// <summary>People change their calendars, and Exchange tells nobody.</summary>
internal sealed class CutOptions : StageOptions
{
    public CutOptions() => (Mailboxes, Entries, Activities) = (50, 5, 2);

    [Description("changes in Outlook, evenly over one interval")]
    public int Changes { get; set; } = 100;
}
