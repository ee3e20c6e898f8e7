using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;

namespace Severa.CalendarSync.Core.Sync;

/// <summary>Actions as calls of a side.</summary>
internal static class SideCalls
{
    /// <summary>One kind of write for one side; the compiler proves that every kind is named.</summary>
    /// <param name="side">Where.</param>
    /// <param name="batch">What is written.</param>
    /// <param name="operations">The try of each.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public static Task<IReadOnlyList<WriteOutcome>> WriteAsync(
        ICalendarSide side, SyncAction[] batch, IEnumerable<Guid> operations, CancellationToken cancellationToken) => batch[0].Kind switch
    {
        SyncActionKind.Create => side.CreateAsync([.. batch.Zip(operations, Draft)], cancellationToken),
        SyncActionKind.Update or SyncActionKind.SetBack => side.UpdateAsync([.. batch.Select(Update)], cancellationToken),
        SyncActionKind.Delete => side.DeleteAsync([.. batch.Select(a => new ItemDelete(HalfOf(a).Key, HalfOf(a).Version))], cancellationToken),
        SyncActionKind.Adopt or SyncActionKind.Rekey or SyncActionKind.Refresh or SyncActionKind.Sleep or SyncActionKind.Wake
            or SyncActionKind.Dismiss or SyncActionKind.Hold or SyncActionKind.Forget or SyncActionKind.Skip
            => throw new InvalidOperationException($"{batch[0].Kind} writes nothing."),
    };

    /// <summary>The item that will be written; null for a new one.</summary>
    public static ItemKey? KeyOf(SyncAction action) => action.Kind == SyncActionKind.Create ? null : HalfOf(action).Key;

    /// <summary>The same actions, knowing the formatted notes that are about to be lost (R5).</summary>
    public static async Task<SyncAction[]> WithNotesHtmlAsync(ICalendarSide side, SyncAction[] batch, CancellationToken cancellationToken)
    {
        if (!side.Traits.FormatsNotes || !Array.Exists(batch, LosesNotes))
        {
            return batch;
        }

        var losing = Array.FindAll(batch, LosesNotes);
        var html = await side.ReadNotesHtmlAsync([.. losing.Select(a => HalfOf(a).Key)], cancellationToken);
        var known = losing.Zip(html).Where(p => p.Second is not null).ToDictionary(p => p.First.Link.Id, p => p.Second);
        return Array.ConvertAll(batch, a => known.TryGetValue(a.Link.Id, out var notes)
            ? a with { Current = a.Current! with { Content = a.Current.Content with { NotesHtml = notes } } }
            : a);
    }

    private static bool LosesNotes(SyncAction action) =>
        action is { Current: { } current, Kind: not SyncActionKind.Create } && current.Content.Notes.Length > 0
        && (action.Kind == SyncActionKind.Delete || action.Fields.Has(ItemFields.Notes));

    private static ItemDraft Draft(SyncAction action, Guid operation) =>
        new(action.Link.Id, action.Content!, action.Stamp is { } stamp ? stamp with { OperationId = operation } : null, action.TypeId, operation);

    private static ItemUpdate Update(SyncAction action)
    {
        var half = HalfOf(action);
        return new ItemUpdate(half.Key, half.Version, action.Fields, action.Content!, action.TypeId, action.Current);
    }

    /// <summary>The half to be written, in the version the decision was made on.</summary>
    private static LinkHalf HalfOf(SyncAction action) => action.Link.Half(action.Target)!;
}
