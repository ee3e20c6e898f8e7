using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>What the server's codes mean for one write.</summary>
internal static class WriteOutcomes
{
    /// <summary>Somebody was there before us: the next reading decides.</summary>
    private static readonly HashSet<string> Stale = new(StringComparer.Ordinal)
    {
        "ErrorIrresolvableConflict", "ErrorStaleObject", "ErrorItemNotFound", "ErrorChangeKeyRequiredForWriteOperations",
        "ErrorInvalidChangeKey", "ErrorCalendarCannotUpdateDeletedItem", "ErrorCalendarOccurrenceIsDeletedFromRecurrence",
        "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange", "ErrorCannotDeleteObject", "ErrorMoveCopyFailed",
    };

    /// <summary>The same write would be refused again, however often (R17).</summary>
    private static readonly HashSet<string> Refused = new(StringComparer.Ordinal)
    {
        "ErrorOccurrenceCrossingBoundary", "ErrorOccurrenceTimeSpanTooBig", "ErrorRecurrenceHasNoOccurrence",
        "ErrorCalendarEndDateIsEarlierThanStartDate", "ErrorCalendarDurationIsTooLong", "ErrorCalendarOutOfRange",
        "ErrorCalendarInvalidTimeZone", "ErrorCalendarInvalidPropertyValue", "ErrorCalendarInvalidPropertyState", "ErrorCalendarInvalidRecurrence",
        "ErrorCalendarIsNotOrganizer", "ErrorCalendarIsDelegatedForAccept", "ErrorCalendarMeetingRequestIsOutOfDate",
        "ErrorMessageSizeExceeded", "ErrorDataSizeLimitExceeded", "ErrorRequestStreamTooBig",
        "ErrorItemCorrupt", "ErrorCorruptData", "ErrorContentConversionFailed", "ErrorPropertyUpdate", "ErrorPropertyValidationFailure",
        "ErrorInvalidPropertySet", "ErrorInvalidPropertyRequest", "ErrorUpdatePropertyMismatch", "ErrorIncorrectUpdatePropertyCount",
        "ErrorInvalidIdMalformed", "ErrorInvalidId", "ErrorSubmissionQuotaExceeded", "ErrorInvalidExtendedPropertyValue",
        "ErrorObjectTypeChanged", "ErrorUnsupportedPropertyDefinition", "ErrorValueOutOfRange",
    };

    public static WriteOutcome Of(WriteAnswer answer, Func<EwsItemId, WriteOutcome> done) => answer switch
    {
        { Kind: WriteAnswerKind.NoAnswer } => WriteOutcome.Unknown(answer.Code),
        { Kind: WriteAnswerKind.NotDone } => WriteOutcome.Failed(answer.Code),

        // It was done, but without its new version our own write could not be recognised.
        { IsDone: true, Item: { Id: null } or { ChangeKey: null } } => WriteOutcome.Unknown("NoVersion"),
        { IsDone: true } => done(answer.Item),
        _ => OfCode(answer.Code),
    };

    /// <summary>For a deletion, which answers with nothing; what is gone already is done.</summary>
    public static WriteOutcome OfDelete(WriteAnswer answer, Func<WriteOutcome> done) => answer switch
    {
        { Kind: WriteAnswerKind.NoAnswer } => WriteOutcome.Unknown(answer.Code),
        { Kind: WriteAnswerKind.NotDone } => WriteOutcome.Failed(answer.Code),
        { IsDone: true } or { Code: "ErrorItemNotFound" } => done(),
        _ => OfCode(answer.Code),
    };

    public static WriteOutcome OfCode(string code) =>
        Stale.Contains(code) ? WriteOutcome.Stale(code)
        : Refused.Contains(code) ? WriteOutcome.Refused(code)
        : WriteOutcome.Failed(code);
}
