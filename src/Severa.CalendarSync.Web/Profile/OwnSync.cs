using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>What stands between a user and his sync, the most important first.</summary>
public enum SyncObstacle
{
    None,
    AddOnOff,
    NotChosen,
    NotConnected,
    NotProved,
}

/// <summary>Everything the profile decides on.</summary>
public sealed record OwnSync
{
    public required Account Account { get; init; }

    /// <summary>Null before the first look at it.</summary>
    public required Mailbox? Mailbox { get; init; }

    public required Organization Organization { get; init; }

    public required bool HasConnection { get; init; }

    public required SyncWindow Window { get; init; }

    /// <summary>What is wrong with the connection; null: nothing.</summary>
    public ConnectionTrouble? Connection { get; init; }

    /// <summary>UTC.</summary>
    public DateTime Now { get; init; }

    public MailboxState State => MailboxStates.Of(Account, Mailbox, Organization, Connection, Now);

    /// <summary>Why the switched-on sync does not run, and when it is tried again.</summary>
    public MailboxTrouble? Trouble => IsProved && State == MailboxState.Failing ? MailboxTrouble.Of(Mailbox!, Connection, Now) : null;

    /// <summary>Another calendar was found at the address (E17): it stays shut until its owner proves it.</summary>
    public bool HasLostItsProof => Mailbox is not null && MailboxStates.HasLostItsProof(Mailbox);

    /// <summary>The next run, or when the connection may be used again, if that is later. UTC.</summary>
    public DateTime? NextRunAt => IsConnectionWaiting && Mailbox?.NextDueAt < Connection!.Until ? Connection.Until : Mailbox?.NextDueAt;

    public bool IsProved => Mailbox?.ProvedAt is not null;

    public bool IsOn => Mailbox is { IsEnabled: true };

    public bool IsPaused => Mailbox?.PausedAt is not null;

    public SyncObstacle Obstacle =>
        !Organization.IsAddOnOn ? SyncObstacle.AddOnOff
        : !IsOn && !MaySwitchOn ? SyncObstacle.NotChosen
        : !HasConnection ? SyncObstacle.NotConnected
        : !IsProved ? SyncObstacle.NotProved
        : SyncObstacle.None;

    /// <summary>The obstacle's number for people; the sentence, advice and who can help come with it.</summary>
    public int? ObstacleNumber => Obstacle switch
    {
        SyncObstacle.AddOnOff => 26,
        SyncObstacle.NotChosen => 32,
        SyncObstacle.NotConnected => 21,
        SyncObstacle.NotProved or SyncObstacle.None => null,
    };

    /// <summary>
    /// To switch on, while nothing stands against it; an administrator's pause takes it away too. To switch off, always: also after a
    /// new password, before the mailbox is proved again.
    /// </summary>
    public bool HasSwitch => (Obstacle == SyncObstacle.None && !IsPaused && Organization.Mode != SyncMode.Stopped) || IsOn;

    /// <summary>On and proved: what the sync did may be shown, and its copies removed.</summary>
    public bool IsOpenAndOn => IsOn && IsProved;

    /// <summary>A run or a preview may be asked for now.</summary>
    public bool MayRun => Obstacle == SyncObstacle.None && !IsPaused && Organization.Mode == SyncMode.Normal && IsOn;

    public bool MayPreview => Obstacle == SyncObstacle.None && !IsPaused && Organization.Mode != SyncMode.Stopped;

    /// <summary>A run goes on or has been asked for. What has to wait for the connection is no progress.</summary>
    public bool IsBusy => MayRun && Mailbox is { } mailbox && (mailbox.RunningSince is not null || (mailbox.RequestedVersion > mailbox.CompletedVersion && !IsConnectionWaiting));

    /// <summary>Nothing is sent to Exchange for anybody: neither a run nor a preview nor a code.</summary>
    public bool IsConnectionWaiting => Connection?.LastsAt(Now) == true;

    private bool MaySwitchOn => Organization.WhoMaySwitchOn switch
    {
        WhoMaySwitchOn.Everyone => true,
        WhoMaySwitchOn.ChosenPeople => Account.IsChosen,
        WhoMaySwitchOn.Nobody => false,
    };
}
