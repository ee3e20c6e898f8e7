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

    /// <summary>Made, although something on the other side has the same title or the same time (R16).</summary>
    PossibleTwin,
    AdoptedByUid,

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
    SeriesSplit,
    MatchedInNewFolder,
    NotInNewFolder,

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
    HeldByOrganization,
    HeldNewTime,
    ReleasedByPerson,
    DiscardedByPerson,
    SecondCopyOfOneCreate,
    CopyRemovedByPerson,

    // Undo.
    UndoneByPerson,
    RestoredByPerson,
    BroughtBackByPerson,
    ChangedSince,
    NothingToUndo,

    // Scope.
    OutOfWindow,
    TypeNotTicked,
    ProjectTask,
    PrivateNotSynced,
    SeriesTooLong,
    BackInScope,
    SwitchedOff,
    SwitchedOn,

    // Read-only or withheld.
    MeetingIsReadOnly,
    MeetingDismissed,
    OwnersMeeting,
    OwnMeetingDiffers,
    WithheldText,
    OnlineMeetingNotes,
    ShortenedText,
    RefusedByOutlook,
    RefusedBySevera,

    // Not now.
    SetAsideAfterError,
    Oscillates,
    DamagedItem,
    WaitsForUnknownOutcome,
    NotConfirmedGone,
    DismissedByUser,
    TooOld,
}
