using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>What a run does, in words.</summary>
public sealed class ActionWords(IStringLocalizer<ProfileTexts> texts, IStringLocalizer<ReasonTexts> reasons)
{
    /// <summary>"Created in Severa": what was done, for the history.</summary>
    public string Done(SyncActionKind kind, Side target) => texts[$"Done_{Name(kind, target)}"];

    /// <summary>"Would be created in Severa": for the preview.</summary>
    public string Planned(SyncActionKind kind, Side target) => texts[$"Planned_{Name(kind, target)}"];

    public string Why(Reason reason) => reasons[reason.ToString()];

    /// <summary>"Title, place".</summary>
    public string Fields(ItemFields fields) => string.Join(", ", fields.Each().Select(field => texts[$"Field_{field}"].Value));

    public string Field(ItemFields field) => texts[$"Field_{field}"];

    /// <summary>Which side matters only where something is written, or held from being written.</summary>
    private static string Name(SyncActionKind kind, Side target) =>
        kind is SyncActionKind.Create or SyncActionKind.Update or SyncActionKind.SetBack or SyncActionKind.Delete or SyncActionKind.Hold
            ? $"{kind}_{target}"
            : kind.ToString();
}
