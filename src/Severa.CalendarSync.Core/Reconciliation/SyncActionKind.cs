namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Everything a run can do to a pair.</summary>
public enum SyncActionKind
{
    /// <summary>Make the missing half on the target side.</summary>
    Create,

    /// <summary>Write changed fields to the target side.</summary>
    Update,

    /// <summary>Write fields back that the target side changed but may not change (R3, R8).</summary>
    SetBack,

    /// <summary>Move the half on the target side to where it can be restored from.</summary>
    Delete,

    /// <summary>Link two items that exist and agree. Writes nothing.</summary>
    Adopt,

    /// <summary>The same item under a new key. Writes nothing.</summary>
    Rekey,

    /// <summary>New versions, same meaning. Writes nothing.</summary>
    Refresh,

    /// <summary>The pair left the scope. Writes nothing.</summary>
    Sleep,

    /// <summary>The pair is back in scope. Writes nothing.</summary>
    Wake,

    /// <summary>The user removed one half on purpose. Writes nothing.</summary>
    Dismiss,

    /// <summary>The brake holds this deletion, or this new time. Writes nothing.</summary>
    Hold,

    /// <summary>Both halves are gone: the link is forgotten. Writes nothing.</summary>
    Forget,

    /// <summary>Nothing is done, for a reason worth telling. Writes nothing.</summary>
    Skip,
}
