namespace Severa.CalendarSync.Core.Reconciliation;

/// <summary>Why an action was planned: data that pages print in the reader's language, stored by name.</summary>
public enum Reason
{
    None,

    // Something new.
    NewInOutlook,
    NewInSevera,
    AdoptedByStamp,
    AdoptedByContent,
    FoundAfterCrash,
    CopyOfLinkedEntry,

    // Something changed.
    ChangedInOutlook,
    ChangedInSevera,
    ChangedOnBothSides,
    ConflictOutlookWins,
    ConflictSeveraWins,
    EqualEdits,
    OwnWriteSeen,
    RulesChanged,

    // Identity.
    EntryMoved,
    SeriesChanged,

    // Deletions.
    DeletedInOutlook,
    DeletedInSevera,
    DeletedOnBothSides,
    MeetingCancelled,
    MeetingDeclined,
    EditBeatsDeleteInOutlook,
    EditBeatsDeleteInSevera,
    KeptForBusinessData,
    KeptForSeveraEdits,
    MeetingNeverMadeAnew,
    HeldByBrake,
    HeldNewTime,
    ReleasedByPerson,
    DiscardedByPerson,
    SecondCopyOfOneCreate,

    // Scope.
    OutOfWindow,
    TypeNotTicked,
    ProjectTask,
    PrivateNotSynced,
    BackInScope,
    SwitchedOff,
    SwitchedOn,

    // Read-only or withheld.
    MeetingIsReadOnly,
    MeetingDismissed,
    WithheldText,
    OnlineMeetingNotes,
    ShortenedText,
    RefusedByOutlook,
    RefusedBySevera,

    // Not now.
    SetAsideAfterError,
    DamagedItem,
    WaitsForUnknownOutcome,
    NotConfirmedGone,
    DismissedByUser,
    TooOld,
}
