using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange;

/// <summary>What an answer means for one write.</summary>
internal static class WriteOutcomes
{
    public static WriteOutcome Of(WriteAnswer answer, Func<EwsItemId, WriteOutcome> done) => answer switch
    {
        { Kind: WriteAnswerKind.NoAnswer } => WriteOutcome.Unknown(answer.Code),
        { Kind: WriteAnswerKind.NotDone } => WriteOutcome.Failed(answer.Code),
        { Kind: WriteAnswerKind.Left } => WriteOutcome.Stale(answer.Code),

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
        { Kind: WriteAnswerKind.Left } => WriteOutcome.Stale(answer.Code),
        { IsDone: true } or { Code: "ErrorItemNotFound" } => done(),
        _ => OfCode(answer.Code),
    };

    public static WriteOutcome OfCode(string code) =>
        ErrorTable.Says(code, ErrorActions.LookAgain) ? WriteOutcome.Stale(code)
        : ErrorTable.Says(code, ErrorActions.SetBack) ? WriteOutcome.Refused(code)
        : WriteOutcome.Failed(code);
}
