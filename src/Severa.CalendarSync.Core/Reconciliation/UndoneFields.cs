using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>The fields of one write that can be written back: nobody changed them since, and the rules allow it.</summary>
internal sealed class UndoneFields
{
    private readonly PlanInput _input;
    private readonly UndoRequest _undo;
    private readonly Link _link;
    private readonly CalendarItem _item;
    private readonly bool _isWithheld;
    private readonly ItemFields _toWrite;
    private readonly ItemFields _isBack;

    /// <param name="input">The run.</param>
    /// <param name="undo">The request.</param>
    /// <param name="link">Its pair.</param>
    /// <param name="item">The half that was written, as it is now.</param>
    /// <param name="isWithheld">Colleagues can read the activity, and not what the entry says (R3).</param>
    public UndoneFields(PlanInput input, UndoRequest undo, Link link, CalendarItem item, bool isWithheld)
    {
        (_input, _undo, _link, _item, _isWithheld) = (input, undo, link, item, isWithheld);
        if (undo.Values is { Before: { } before, After: { } after })
        {
            var open = undo.Fields & ~Closed();
            var changed = before.DifferenceTo(after) & open;
            _isBack = changed & ~item.Content.DifferenceTo(before);
            _toWrite = changed & ~item.Content.DifferenceTo(after);
        }
    }

    public bool IsNothing => (_toWrite | _isBack) == ItemFields.None;

    public SyncAction ToAction() => new()
    {
        Kind = _toWrite == ItemFields.None ? SyncActionKind.Refresh : SyncActionKind.Update,
        Target = _undo.Target,
        Reason = _undo.OnBothSides ? Reason.RestoredByPerson : Reason.UndoneByPerson,
        // Looked at again afterwards: what else the user has changed on it must still travel.
        Link = UndoRules.ToLookAtAgain(_link with { Base = _undo.OnBothSides ? _link.Base : Remembered(), SetAside = null }, _input.Now)
            .WithHalf(_undo.Target, new LinkHalf(_item.Key, _item.Version)),
        Fields = _toWrite,
        Content = _item.Content.With(_toWrite, _undo.Values.Before!),
        TypeId = _toWrite.Has(ItemFields.Privacy) ? _undo.Values.TypeBefore : null,
        Current = _item,
        BaseFields = _undo.OnBothSides ? ItemFields.None : _toWrite | _isBack,
        Title = _item.Content.Title,
        UndoId = _undo.Id,
    };

    /// <summary>Notes of an online meeting, withheld text, and what Outlook never tells are not written, not even back.</summary>
    private ItemFields Closed()
    {
        var closed = ItemFields.ShowAs;
        closed |= _item.Entry is { HasOnlineMeeting: true } ? ItemFields.Notes : ItemFields.None;
        closed |= _undo.Target == Side.Severa && _isWithheld ? ItemFields.Text : ItemFields.None;
        return closed;
    }

    /// <summary>The written side's own reading becomes its base: it is no change, and the other side has not changed either.</summary>
    private LinkBase Remembered()
    {
        var (policy, print) = (_input.Policy, _input.Policy.Fingerprint);
        var after = _item with { Content = _item.Content.With(_toWrite, _undo.Values.Before!) };
        return _undo.Target == Side.Outlook
            ? _link.Base with { Outlook = print.Of(after.Content), OutlookProjected = print.Of(Projection.ToSevera(after, policy, Activity).Content) }
            : _link.Base with { Severa = print.Of(after.Content), SeveraProjected = print.Of(Projection.ToOutlook(after, policy).Content) };
    }

    /// <summary>What the pair is compared with: whose privacy counts, and where (R24).</summary>
    private ActivityFacts? Activity => _input.Severa.Of(_link.Activity) is HalfView.Present { Item: var activity } ? activity.Activity : null;
}
