using Severa.CalendarSync.Core.Sync;
using static Severa.CalendarSync.Connectors.Exchange.Ews.ErrorActions;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>Turns codes into errors, as the <see cref="ErrorTable"/> says.</summary>
internal static class EwsErrors
{
    /// <summary>Refusals that have nothing to do with the items.</summary>
    private const ErrorActions OfTheRequest = AskOlder | WaitAsTold | FewerAtOnce;

    /// <summary>A page of maintenance may name a far day: after this time the server is asked again, whatever it says.</summary>
    private static readonly TimeSpan LongestObeyed = TimeSpan.FromHours(1);

    public static bool LeavesWriteUncertain(string code) => ErrorTable.Says(code, SearchForWrite);

    /// <summary>
    /// The error of an answer that refuses the whole request: a fault, or every one of its messages the same refusal for a reason
    /// that has nothing to do with the items. Null where it is an answer.
    /// </summary>
    public static Exception? RefusalIn(EwsReply reply, bool isWrite)
    {
        if (reply.Fault is { } fault)
        {
            return isWrite && LeavesWriteUncertain(fault.Code) ? new NoAnswerException(fault.Code) : Of(fault.Code, fault.BackOff);
        }

        var first = reply.Messages[0];
        return ErrorTable.Says(first.Code, OfTheRequest) && reply.Messages.All(m => m.Code == first.Code) ? Of(first.Code, first.BackOff) : null;
    }

    /// <summary>The error, where the code answers one item of several and concerns more than that; null where it concerns the item.</summary>
    public static SideException? WideErrorOfItem(string code, TimeSpan? backOff) =>
        ErrorTable.Find(code) is null or { Class: ErrorClass.Item } || ErrorTable.Says(code, SetAside) ? null : Of(code, backOff);

    /// <summary>The error of a request that failed as a whole. What concerns an item, and what nobody knows, never stops a mailbox for good.</summary>
    public static SideException Of(string code, TimeSpan? backOff = null, Exception? inner = null) =>
        ErrorTable.Find(code) is { Class: not ErrorClass.Item } meaning
            ? new SideException(meaning.Number, ScopeOf(meaning), meaning.IsPermanent, code, inner) { RetryAfter = Obeyed(backOff) }
            : Transient(code, inner);

    /// <summary>It may work later, for this mailbox.</summary>
    public static SideException Transient(string code, Exception? inner = null) =>
        new(ErrorTable.Find(code)?.Number ?? SideException.Unnumbered, ErrorScope.Mailbox, isPermanent: false, code, inner);

    /// <summary>The result of a request about one thing, or its error.</summary>
    public static T Required<T>(this ItemAnswer<T> answer)
        where T : class =>
        answer is { IsSuccess: true, Value: { } value } ? value : throw Of(answer.IsSuccess ? "NoResult" : answer.Code, answer.BackOff);

    private static TimeSpan? Obeyed(TimeSpan? backOff) => backOff > LongestObeyed ? LongestObeyed : backOff;

    private static ErrorScope ScopeOf(ErrorMeaning meaning) => meaning.Class == ErrorClass.Connection ? ErrorScope.Connection : ErrorScope.Mailbox;
}
