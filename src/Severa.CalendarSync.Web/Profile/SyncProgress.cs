using Microsoft.Extensions.Localization;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>How far the run is. Nothing is known before the plan is made.</summary>
public sealed record SyncProgress(int Done, int Total)
{
    public static SyncProgress Of(OwnSync sync) =>
        sync.Mailbox is { RunningSince: not null } mailbox ? new SyncProgress(Math.Min(mailbox.ProgressDone, mailbox.ProgressTotal), mailbox.ProgressTotal) : new SyncProgress(0, 0);

    public string Text(IStringLocalizer<ProfileTexts> texts) => Total > 0 ? texts["Progress_Writing", Done, Total] : texts["Progress_Reading"];
}
