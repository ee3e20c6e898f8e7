using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Data.Entities;

/// <summary>The organisation's settings: exactly one row.</summary>
public sealed class Organization
{
    public int Id { get; set; } = 1;

    public string Name { get; set; } = "";

    /// <summary>Goes into every stamp (R26).</summary>
    public required string InstallationId { get; set; }

    /// <summary>Key of the fingerprints, encrypted at rest.</summary>
    public required string FingerprintKey { get; set; }

    /// <summary>An account has existed once: the set-up page answers 404 for ever.</summary>
    public bool IsSetUp { get; set; }

    /// <summary>The calendar sync add-on. Off: nothing syncs, and pages say so.</summary>
    public bool IsAddOnOn { get; set; } = true;

    public SyncMode Mode { get; set; } = SyncMode.Normal;

    public WhoMaySwitchOn WhoMaySwitchOn { get; set; } = WhoMaySwitchOn.Everyone;

    public int DaysBack { get; set; } = 30;

    public int DaysAhead { get; set; } = 180;

    public int IntervalMinutes { get; set; } = 5;

    public ConflictWinner Winner { get; set; } = ConflictWinner.Latest;

    public PrivateRule PrivateWithoutType { get; set; } = PrivateRule.Withhold;

    /// <summary>"Private entries become": null means the type R2 preselects.</summary>
    public Guid? PrivateTypeId { get; set; }

    /// <summary>The administrator chose that private entries get no type of their own: <see cref="PrivateWithoutType"/> applies.</summary>
    public bool HasNoPrivateType { get; set; }

    public int BrakeDeletions { get; set; } = 10;

    public int BrakeDeletionPercent { get; set; } = 10;

    public int BrakeNewTimes { get; set; } = 20;

    public int BrakeNewTimePercent { get; set; } = 30;

    /// <summary>The whole organisation deleted too much: deletions wait everywhere until an administrator decides (R13).</summary>
    public DateTime? DeletionsStoppedAt { get; set; }

    /// <summary>When an administrator last let deletions go on: what was deleted before does not stop them again.</summary>
    public DateTime? DeletionsAllowedAt { get; set; }

    /// <summary>Raised by every saved change of settings.</summary>
    public long Version { get; set; }
}

public enum SyncMode
{
    Normal,
    PreviewOnly,
    Stopped,
}

public enum WhoMaySwitchOn
{
    Nobody,
    ChosenPeople,
    Everyone,
}

/// <summary>How the service reaches Exchange (P3).</summary>
public sealed class ExchangeConnection
{
    public Guid Id { get; set; }

    /// <summary>The mail domains it serves, lower case, one per line; empty: every domain (R19).</summary>
    public string? Domains { get; set; }

    public ExchangeVersion Version { get; set; }

    /// <summary>The EWS endpoint; empty: Autodiscover finds it.</summary>
    public string? Url { get; set; }

    /// <summary>Hosts outside the mail domain to which Autodiscover may send the secret, one per line.</summary>
    public string? AllowedHosts { get; set; }

    /// <summary>Root certificates that are trusted besides the machine's own, in PEM.</summary>
    public string? TrustedRoot { get; set; }

    public SignInMethod SignIn { get; set; }

    /// <summary>With a password: whose.</summary>
    public string DelegateUsername { get; set; } = "";

    /// <summary>As an application: the tenant's id or one of its domains.</summary>
    public string? Tenant { get; set; }

    /// <summary>As an application: its (client) id.</summary>
    public string? ApplicationId { get; set; }

    /// <summary>The password, the client secret, or the certificate with its key. Encrypted at rest; write-only for every page.</summary>
    public string? Secret { get; set; }

    /// <summary>The public half of the certificate, in PEM.</summary>
    public string? Certificate { get; set; }

    /// <summary>When the certificate ends. UTC.</summary>
    public DateTime? SecretEndsAt { get; set; }

    /// <summary>Fingerprint of the address, sign-in method and trusted root the secret was saved with: it is only ever sent there.</summary>
    public string? SecretBoundTo { get; set; }

    /// <summary>A mailbox that must be out of the delegate's reach; empty where nobody named one.</summary>
    public string? OutOfReachAddress { get; set; }

    /// <summary>When it was last tried to open that mailbox.</summary>
    public DateTime? ReachCheckedAt { get; set; }

    /// <summary>What was wrong then: 12 where the mailbox opened.</summary>
    public int? ReachErrorNumber { get; set; }

    /// <summary>When it was added: their order.</summary>
    public DateTime CreatedAt { get; set; }

    public DateTime? SavedAt { get; set; }

    /// <summary>Raised by every save.</summary>
    public long Revision { get; set; }

    /// <summary>A connection-wide error pauses all its mailboxes until then (R22).</summary>
    public DateTime? PausedUntil { get; set; }

    public int? ErrorNumber { get; set; }

    public string? ErrorCode { get; set; }

    /// <summary>The node that listens to its mailboxes, and until when nobody else does.</summary>
    public Guid? ListenerNode { get; set; }

    public DateTime? ListenerUntil { get; set; }
}

/// <summary>How the service proves to Exchange who it is.</summary>
public enum SignInMethod
{
    /// <summary>Name and password with each request.</summary>
    Basic,

    /// <summary>Negotiate or NTLM: the password never leaves the service.</summary>
    Windows,

    /// <summary>An application of Entra with a client secret.</summary>
    ClientSecret,

    /// <summary>An application of Entra with a certificate.</summary>
    Certificate,
}

/// <summary>The entries of the dropdown on P3.</summary>
public enum ExchangeVersion
{
    Exchange2007,
    Exchange2010,
    Exchange2013,
    Exchange2016,
    Exchange2019,
    Office365,
}
