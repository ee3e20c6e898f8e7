namespace Severa.CalendarSync.Data.Entities;

/// <summary>What the audit tells (P12). Stored by name: a name that was used once keeps its meaning.</summary>
public enum AuditAction
{
    OrganizationSetUp,

    SignedIn,
    SignInRefused,

    /// <summary>The refused sign-in was one too many: the account is locked for a while.</summary>
    AccountLocked,
    SignedOut,

    /// <summary>Typed the password again, for a page that an open browser does not open.</summary>
    Confirmed,
    ConfirmationRefused,
    PasswordChanged,
    PasswordReset,

    AccountInvited,
    InvitationAccepted,
    RolesChanged,
    AddressChanged,
    AccountDeactivated,
    AccountReactivated,

    /// <summary>May switch the synchronization on, where chosen people only may (P5).</summary>
    AccountChosen,
    AccountNotChosen,

    MailboxProved,
    SyncSwitchedOn,
    SyncSwitchedOff,
    SyncPaused,
    SyncPauseEnded,
    ChangeUndone,
    RunUndone,
    ValueRestored,
    HeldReleased,
    HeldDiscarded,
    DeletionsAllowed,

    /// <summary>One's own data as a file (P2).</summary>
    OwnDataDownloaded,

    /// <summary>From here back, the person is shown by his id.</summary>
    SyncDataErased,

    SynchronizationSaved,
    UntickedCopiesRemoved,
    ActivityTypeCreated,
    ActivityTypeRenamed,
    ActivityTypeDisabled,
    ActivityTypeEnabled,
    ActivityTypeRulesSaved,
    ExchangeConnectionSaved,
    ExchangeHostsConfirmed,
    ExchangeConnectionRemoved,

    AlertsSaved,
    AlertsTested,

    AuditExported,
    SupportFileDownloaded,
}
