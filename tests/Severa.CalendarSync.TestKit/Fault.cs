namespace Severa.CalendarSync.TestKit;

/// <summary>What can go wrong with one call of a side.</summary>
public enum Fault
{
    None,

    /// <summary>The server says busy; nothing is written.</summary>
    Busy,

    /// <summary>Written, but the answer is lost. A reading fails.</summary>
    AnswerLost,

    /// <summary>Not written, and no answer either. A reading fails.</summary>
    RequestLost,

    /// <summary>Each item fails by itself, nothing is written; a look-up cannot say.</summary>
    ItemsFail,

    /// <summary>Each item is refused for good.</summary>
    ItemsRefused,

    /// <summary>Waiting does not help: the password is wrong.</summary>
    Permanent,

    /// <summary>The server itself changed each item a moment before.</summary>
    Stale,

    /// <summary>The server does not know the cursor any more: everything is read.</summary>
    CursorRefused,

    /// <summary>The listing breaks off after some pages.</summary>
    ListingBreaksOff,

    /// <summary>The newest item does not show in the listing yet, although it exists.</summary>
    ListingLags,

    /// <summary>The pages of a listing come in another order.</summary>
    PagesReordered,

    /// <summary>Written, and then something nobody thought of.</summary>
    Unexpected,
}

/// <summary>A fault nobody thought of.</summary>
public sealed class UnexpectedFaultException : Exception
{
    public UnexpectedFaultException()
        : base("Something nobody thought of.")
    {
    }
}
