using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
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
    /// <param name="account">Whose.</param>
    /// <param name="mailbox">Null before the first look at it.</param>
    /// <param name="organization">What applies to everybody.</param>
    /// <param name="connection">What is wrong with the connection; null: nothing.</param>
    /// <param name="now">UTC.</param>
    public static MailboxState Of(Account account, Mailbox? mailbox, Organization organization, ConnectionTrouble? connection, DateTime now) =>
        !account.IsActive ? MailboxState.Deactivated
        : mailbox is null ? MailboxState.NotConnected
        : !organization.IsAddOnOn ? MailboxState.AddOnOff
        : organization.Mode == SyncMode.Stopped ? MailboxState.Stopped
        : mailbox.ProvedAt is null && !HasLostItsProof(mailbox) ? MailboxState.NotProved
        : !mailbox.IsEnabled ? MailboxState.Off
        : mailbox.PausedAt is not null ? MailboxState.Paused
        : MailboxTrouble.Of(mailbox, connection, now) is not null ? MailboxState.Failing
        : mailbox.RunningSince is not null ? MailboxState.Running
        : mailbox.LastSuccessAt is null ? MailboxState.Waiting
        : MailboxState.InSync;

    /// <summary>It was synchronized until another calendar was found at its address (E17).</summary>
    public static bool HasLostItsProof(Mailbox mailbox) => mailbox is { IsEnabled: true, ProvedAt: null, ErrorNumber: SwitchRefusedException.NotProved };

    public static StateKind Kind(this MailboxState state) => state switch
    {
        MailboxState.InSync => StateKind.Ok,
        MailboxState.Failing => StateKind.Bad,
        MailboxState.Paused or MailboxState.Stopped or MailboxState.AddOnOff or MailboxState.NotProved => StateKind.Warn,
        MailboxState.Running or MailboxState.Waiting => StateKind.Busy,
        MailboxState.Off or MailboxState.NotConnected or MailboxState.Deactivated => StateKind.Off,
    };
}
