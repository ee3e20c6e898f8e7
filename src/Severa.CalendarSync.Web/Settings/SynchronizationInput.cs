using System.ComponentModel.DataAnnotations;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Settings;

/// <summary>The form of P5.</summary>
public sealed class SynchronizationInput
{
    /// <summary>Two years: more days cannot be asked of Exchange at once.</summary>
    public const int LongestWindow = 730;

    public bool IsAddOnOn { get; set; }

    [EnumDataType(typeof(SyncMode), ErrorMessage = "Value_Invalid")]
    public SyncMode Mode { get; set; }

    [EnumDataType(typeof(WhoMaySwitchOn), ErrorMessage = "Value_Invalid")]
    public WhoMaySwitchOn WhoMaySwitchOn { get; set; }

    [Required(ErrorMessage = "Number_Required")]
    [Range(0, LongestWindow, ErrorMessage = "Number_Range")]
    public int? DaysBack { get; set; }

    [Required(ErrorMessage = "Number_Required")]
    [Range(1, LongestWindow, ErrorMessage = "Number_Range")]
    public int? DaysAhead { get; set; }

    [Required(ErrorMessage = "Number_Required")]
    [Range(1, 60, ErrorMessage = "Number_Range")]
    public int? IntervalMinutes { get; set; }

    [EnumDataType(typeof(ConflictWinner), ErrorMessage = "Value_Invalid")]
    public ConflictWinner Winner { get; set; }

    [EnumDataType(typeof(PrivateRule), ErrorMessage = "Value_Invalid")]
    public PrivateRule PrivateWithoutType { get; set; }

    [Required(ErrorMessage = "Number_Required")]
    [Range(1, 1000, ErrorMessage = "Number_Range")]
    public int? BrakeDeletions { get; set; }

    [Required(ErrorMessage = "Number_Required")]
    [Range(0, 100, ErrorMessage = "Number_Range")]
    public int? BrakeDeletionPercent { get; set; }

    [Required(ErrorMessage = "Number_Required")]
    [Range(1, 1000, ErrorMessage = "Number_Range")]
    public int? BrakeNewTimes { get; set; }

    [Required(ErrorMessage = "Number_Required")]
    [Range(0, 100, ErrorMessage = "Number_Range")]
    public int? BrakeNewTimePercent { get; set; }

    /// <summary>Of the settings the form was filled from.</summary>
    public long Version { get; set; }

    public bool IsWindowTooLong => DaysBack is >= 0 and <= LongestWindow && DaysAhead is >= 1 and <= LongestWindow && DaysBack + DaysAhead > LongestWindow;

    public static SynchronizationInput Of(Organization organization) => new()
    {
        IsAddOnOn = organization.IsAddOnOn,
        Mode = organization.Mode,
        WhoMaySwitchOn = organization.WhoMaySwitchOn,
        DaysBack = organization.DaysBack,
        DaysAhead = organization.DaysAhead,
        IntervalMinutes = organization.IntervalMinutes,
        Winner = organization.Winner,
        PrivateWithoutType = organization.PrivateWithoutType,
        BrakeDeletions = organization.BrakeDeletions,
        BrakeDeletionPercent = organization.BrakeDeletionPercent,
        BrakeNewTimes = organization.BrakeNewTimes,
        BrakeNewTimePercent = organization.BrakeNewTimePercent,
        Version = organization.Version,
    };

    /// <summary>Only after validation.</summary>
    internal void CopyTo(Organization organization)
    {
        organization.IsAddOnOn = IsAddOnOn;
        organization.Mode = Mode;
        organization.WhoMaySwitchOn = WhoMaySwitchOn;
        organization.DaysBack = DaysBack!.Value;
        organization.DaysAhead = DaysAhead!.Value;
        organization.IntervalMinutes = IntervalMinutes!.Value;
        organization.Winner = Winner;
        organization.PrivateWithoutType = PrivateWithoutType;
        organization.BrakeDeletions = BrakeDeletions!.Value;
        organization.BrakeDeletionPercent = BrakeDeletionPercent!.Value;
        organization.BrakeNewTimes = BrakeNewTimes!.Value;
        organization.BrakeNewTimePercent = BrakeNewTimePercent!.Value;
    }
}
