namespace Severa.CalendarSync.Data.Entities;

/// <summary>What the audit tells (P12). Stored by name: a name that was used once keeps its meaning.</summary>
public enum AuditAction
{
    OrganizationSetUp,

    SignedIn,
    SignInRefused,

    /// <summary>The refused sign-in was one too many: the account is locked for a while.</summary>
    AccountLocked,

    /// <summary>The password was right; the second factor is still to come.</summary>
    SecondFactorAsked,
    SecondFactorRefused,
    SignedInByRecoveryCode,

    /// <summary>By the organisation's provider (OpenID Connect).</summary>
    SignedInByProvider,
    SignedOut,

    /// <summary>One's own session in another browser.</summary>
    SessionEnded,
    OtherSessionsEnded,

    /// <summary>By an administrator: all of an account.</summary>
    SessionsEnded,
    EverybodysSessionsEnded,

    /// <summary>Typed the password again, for a page that an open browser does not open.</summary>
    Confirmed,
    ConfirmationRefused,
    PasswordChanged,
    PasswordReset,
    SecondFactorOn,
    SecondFactorOff,
    RecoveryCodesRenewed,

    /// <summary>An administrator took somebody's second factor away, who lost it.</summary>
    SecondFactorReset,
    ProviderLinked,
    ProviderUnlinked,

    AccountInvited,
    InvitationAccepted,
    RolesChanged,
    AddressChanged,
    AccountDeactivated,
    AccountReactivated,

    /// <summary>At the console of the service, by whoever has its machine.</summary>
    AdministratorRecovered,

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

    /// <summary>What was dismissed, or rested, is made again on request.</summary>
    BroughtBack,
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

    /// <summary>Everybody's, in the background; the detail is their number.</summary>
    MailboxesChecked,

    AlertsSaved,
    AlertsTested,

    AuditExported,
    SupportFileDownloaded,

    /// <summary>At the console: a new key, and the earlier ones are gone.</summary>
    SecretsRewrapped,

    /// <summary>At the console: the database is that of a backup, and what was withdrawn since is withdrawn again.</summary>
    DatabaseRestored,
}
