using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.TagHelpers;

namespace Severa.CalendarSync.Web.Presentation;

/// <summary>What people are told about a mailbox, the most important first.</summary>
public enum MailboxState
{
    Deactivated,
    NotConnected,
    AddOnOff,
    Stopped,
    NotProved,
    Off,
    Paused,
    Failing,
    Running,
    Waiting,
    InSync,
}

public static class MailboxStates
{
    public static MailboxState Of(Account account, Mailbox? mailbox, Organization organization) =>
        !account.IsActive ? MailboxState.Deactivated
        : mailbox is null ? MailboxState.NotConnected
        : !organization.IsAddOnOn ? MailboxState.AddOnOff
        : organization.Mode == SyncMode.Stopped ? MailboxState.Stopped
        : mailbox.ProvedAt is null ? MailboxState.NotProved
        : !mailbox.IsEnabled ? MailboxState.Off
        : mailbox.PausedAt is not null ? MailboxState.Paused
        : mailbox.ErrorNumber is not null ? MailboxState.Failing
        : mailbox.RunningSince is not null ? MailboxState.Running
        : mailbox.LastSuccessAt is null ? MailboxState.Waiting
        : MailboxState.InSync;

    public static StateKind Kind(this MailboxState state) => state switch
    {
        MailboxState.InSync => StateKind.Ok,
        MailboxState.Failing => StateKind.Bad,
        MailboxState.Paused or MailboxState.Stopped or MailboxState.AddOnOff or MailboxState.NotProved => StateKind.Warn,
        MailboxState.Running or MailboxState.Waiting => StateKind.Busy,
        MailboxState.Off or MailboxState.NotConnected or MailboxState.Deactivated => StateKind.Off,
    };
}
