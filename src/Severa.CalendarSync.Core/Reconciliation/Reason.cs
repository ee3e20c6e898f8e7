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

    /// <summary>Made, although the other side may have it already: the same title, the same time, or what it was once made from (R16).</summary>
    PossibleTwin,
    AdoptedByUid,

    // Something changed.
    ChangedInOutlook,
    ChangedInSevera,
    ConflictOutlookWins,
    ConflictSeveraWins,
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

    // Read-only or withheld.
    MeetingIsReadOnly,
    MeetingDismissed,
    OwnersMeeting,
    OwnMeetingDiffers,

    /// <summary>A participant has the meeting of this activity in his calendar, paired with an activity of his own (R24).</summary>
    OwnMeetingInstead,
    WithheldText,
    OnlineMeetingNotes,
    ShortenedText,
    RefusedByOutlook,
    RefusedBySevera,

    // Not now.
    SetAsideAfterError,
    Oscillates,
    DamagedItem,
    TooOld,
}
