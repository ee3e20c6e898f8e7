using System.Text;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>What a plan does to the pair, in the words of the table: "delete in Severa: deleted in Outlook".</summary>
internal static class Outcome
{
    public const string Nothing = "nothing";
    public const string AskFirst = "ask first";

    public static string Of(SyncPlan plan)
    {
        string[] parts = [.. plan.Actions.Select(Of).Order(StringComparer.Ordinal)];
        return (plan.Suspects.Count, parts.Length) switch
        {
            (> 0, > 0) => throw new InvalidOperationException("The plan asks about the only pair there is, and acts on it all the same."),
            (> 0, _) => AskFirst,
            (_, 0) => Nothing,
            _ => string.Join("; ", parts),
        };
    }

    private static readonly Dictionary<Reason, string> ReasonsInWords = Enum.GetValues<Reason>().Distinct().ToDictionary(r => r, InWords);

    private static string Of(SyncAction action) => $"{Verb(action)}: {ReasonsInWords[action.Reason]}";

    private static string Verb(SyncAction action) => action.Kind switch
    {
        SyncActionKind.Create => $"make in {action.Target}",
        SyncActionKind.Update => $"write in {action.Target}",
        SyncActionKind.SetBack => $"set back in {action.Target}",
        SyncActionKind.Delete => $"delete in {action.Target}",
        SyncActionKind.Adopt => "link the two",
        SyncActionKind.Rekey => "follow the entry",
        SyncActionKind.Refresh => "note what was seen",
        SyncActionKind.Sleep => "rest",
        SyncActionKind.Wake => "wake",
        SyncActionKind.Dismiss => "dismiss",
        SyncActionKind.Hold => "hold",
        SyncActionKind.Forget => "forget",
        SyncActionKind.Skip => "leave alone",
    };

    /// <summary>The reason's own name as words: DeletedInOutlook is "deleted in Outlook".</summary>
    private static string InWords(Reason reason)
    {
        var words = new StringBuilder();
        foreach (var letter in reason.ToString())
        {
            words.Append(char.IsUpper(letter) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(letter));
        }

        return words.Replace("outlook", "Outlook").Replace("severa", "Severa").ToString();
    }
}
