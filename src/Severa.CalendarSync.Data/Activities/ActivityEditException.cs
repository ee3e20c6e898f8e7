namespace Severa.CalendarSync.Data.Activities;

/// <summary>Why a change of an activity was refused: the page prints it in the reader's language.</summary>
public enum ActivityProblem
{
    /// <summary>It does not exist (any more), or it is no business of this person.</summary>
    NotFound,

    /// <summary>The owner's entry is a meeting: participants cannot change it (R24).</summary>
    NotAllowed,

    /// <summary>Somebody changed it since it was shown.</summary>
    ChangedMeanwhile,
    TitleMissing,

    /// <summary>Title, place or notes are longer than the store holds.</summary>
    TooLong,

    /// <summary>The type does not exist or is not active.</summary>
    TypeMissing,

    /// <summary>A participant does not exist or is not active.</summary>
    ParticipantMissing,
}

/// <summary>A change of an activity was refused; nothing was written.</summary>
public sealed class ActivityEditException(ActivityProblem problem) : Exception($"The activity was not changed: {problem}.")
{
    public ActivityProblem Problem { get; } = problem;
}
