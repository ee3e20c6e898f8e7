using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>What a plan would write, as one short text.</summary>
internal static class PlanFingerprint
{
    public static string Of(IReadOnlyList<SyncAction> actions)
    {
        var lines = actions.Select(Line).Order(StringComparer.Ordinal);
        return Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))), 0, 18);
    }

    /// <summary>Versions are part of it: a plan is made for the items as they were read.</summary>
    private static string Line(SyncAction action) => string.Create(
        CultureInfo.InvariantCulture,
        $"{action.Kind}|{action.Target}|{action.Link.Id:N}|{action.Fields}|{action.TypeId}|{Half(action.Link.Entry)}|{Half(action.Link.Activity)}|{Written(action)}");

    private static string Half(LinkHalf? half) => half is null ? "" : half.Key.Token + "@" + half.Version;

    private static string Written(SyncAction action) =>
        action.Content is { } content ? string.Join('\u001f', action.Fields.Each().Select(content.Canonical)) : "";
}
