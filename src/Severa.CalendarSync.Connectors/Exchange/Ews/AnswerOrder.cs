using System.Xml.Linq;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// Answers come in the order of the ids that were asked for. Where one of them names another of these ids, the server mixed them up, and
/// each goes where its id was: nobody gets the contents of another entry.
/// </summary>
internal static class AnswerOrder
{
    private static readonly ItemAnswer<XElement> Missing = new("ErrorBatchProcessingStopped", null);

    public static IReadOnlyList<ItemAnswer<XElement>> Of(IReadOnlyList<ItemRef> asked, IReadOnlyList<ItemAnswer<XElement>> answers)
    {
        var byId = new Dictionary<string, ItemAnswer<XElement>>(StringComparer.Ordinal);
        foreach (var answer in answers.Where(a => IdOf(a) is not null))
        {
            byId.TryAdd(IdOf(answer)!, answer);
        }

        var ids = asked.Where(a => a.IsById).Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        return asked.Zip(answers).Any(pair => pair.First.IsById && IsOfAnother(pair.First.Id, IdOf(pair.Second)))
            ? [.. Sorted(asked, [.. answers.Where(a => IdOf(a) is not { } id || !ids.Contains(id))], byId)]
            : answers;

        bool IsOfAnother(string id, string? answered) =>
            !string.Equals(id, answered, StringComparison.Ordinal) && (byId.ContainsKey(id) || (answered is not null && ids.Contains(answered)));
    }

    /// <summary>Errors name no id: they go to those left over, in their order; whoever then has none is asked for again.</summary>
    private static IEnumerable<ItemAnswer<XElement>> Sorted(
        IReadOnlyList<ItemRef> asked, IEnumerable<ItemAnswer<XElement>> others, Dictionary<string, ItemAnswer<XElement>> byId)
    {
        var rest = new Queue<ItemAnswer<XElement>>(others);
        foreach (var item in asked)
        {
            yield return item.IsById && byId.TryGetValue(item.Id, out var own) ? own : rest.TryDequeue(out var next) ? next : Missing;
        }
    }

    private static string? IdOf(ItemAnswer<XElement> answer) => answer.Value?.ItemIdOf()?.Id;
}
