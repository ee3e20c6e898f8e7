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

    public MailboxState State => MailboxStates.Of(Account, Mailbox, Organization);

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

    /// <summary>The switch is there while nothing stands against it; an administrator's pause takes it away too.</summary>
    public bool HasSwitch => (Obstacle == SyncObstacle.None && !IsPaused && Organization.Mode != SyncMode.Stopped) || (IsOn && IsProved);

    /// <summary>A run or a preview may be asked for now.</summary>
    public bool MayRun => Obstacle == SyncObstacle.None && !IsPaused && Organization.Mode == SyncMode.Normal && IsOn;

    public bool MayPreview => Obstacle == SyncObstacle.None && !IsPaused && Organization.Mode != SyncMode.Stopped;

    /// <summary>A run goes on or has been asked for.</summary>
    public bool IsBusy => MayRun && Mailbox is { } mailbox && (mailbox.RunningSince is not null || mailbox.RequestedVersion > mailbox.CompletedVersion);

    private bool MaySwitchOn => Organization.WhoMaySwitchOn switch
    {
        WhoMaySwitchOn.Everyone => true,
        WhoMaySwitchOn.ChosenPeople => Account.IsChosen,
        WhoMaySwitchOn.Nobody => false,
    };
}
