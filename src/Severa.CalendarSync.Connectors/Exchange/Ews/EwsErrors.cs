using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// What the server's codes mean for more than one item.
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode">ResponseCode</see>.
/// </summary>
internal static class EwsErrors
{
    private static readonly Dictionary<string, Meaning> Wide = new(StringComparer.Ordinal)
    {
        ["ErrorPasswordExpired"] = new(ErrorNumbers.PasswordMustChange, ErrorScope.Connection, IsPermanent: true),
        ["ErrorPasswordChangeRequired"] = new(ErrorNumbers.PasswordMustChange, ErrorScope.Connection, IsPermanent: true),

        ["ErrorInvalidServerVersion"] = new(ErrorNumbers.VersionNotSupported, ErrorScope.Connection, IsPermanent: true),
        ["ErrorIncorrectSchemaVersion"] = new(ErrorNumbers.VersionNotSupported, ErrorScope.Connection, IsPermanent: true),
        ["ErrorWrongServerVersion"] = new(ErrorNumbers.VersionNotSupported, ErrorScope.Connection, IsPermanent: true),
        ["ErrorSchemaValidation"] = new(ErrorNumbers.VersionNotSupported, ErrorScope.Connection, IsPermanent: true),
        ["ErrorInvalidRequest"] = new(ErrorNumbers.VersionNotSupported, ErrorScope.Connection, IsPermanent: true),
        ["ErrorInvalidSchemaVersionForMailboxVersion"] = new(ErrorNumbers.VersionNotSupported, ErrorScope.Mailbox, IsPermanent: true),

        ["ErrorImpersonationDenied"] = new(ErrorNumbers.NoImpersonation, ErrorScope.Connection, IsPermanent: true),
        ["ErrorImpersonationFailed"] = new(ErrorNumbers.NoImpersonation, ErrorScope.Connection, IsPermanent: false),
        ["ErrorImpersonateUserDenied"] = new(ErrorNumbers.NoImpersonationOfUser, ErrorScope.Mailbox, IsPermanent: true),
        ["ErrorAccessDenied"] = new(ErrorNumbers.NoImpersonationOfUser, ErrorScope.Mailbox, IsPermanent: true),
        ["ErrorCreateItemAccessDenied"] = new(ErrorNumbers.NoImpersonationOfUser, ErrorScope.Mailbox, IsPermanent: true),

        ["ErrorNonExistentMailbox"] = new(ErrorNumbers.NoMailbox, ErrorScope.Mailbox, IsPermanent: true),
        ["ErrorMissingEmailAddress"] = new(ErrorNumbers.NoMailbox, ErrorScope.Mailbox, IsPermanent: true),
        ["ErrorInvalidUserPrincipalName"] = new(ErrorNumbers.NoMailbox, ErrorScope.Mailbox, IsPermanent: true),
        ["ErrorInvalidUserSid"] = new(ErrorNumbers.NoMailbox, ErrorScope.Mailbox, IsPermanent: true),
        ["ErrorInvalidSmtpAddress"] = new(ErrorNumbers.NoMailbox, ErrorScope.Mailbox, IsPermanent: true),
        ["ErrorAccountDisabled"] = new(ErrorNumbers.NoMailbox, ErrorScope.Mailbox, IsPermanent: true),
        ["ErrorMailboxConfiguration"] = new(ErrorNumbers.NoMailbox, ErrorScope.Mailbox, IsPermanent: true),
        ["ErrorNameResolutionNoMailbox"] = new(ErrorNumbers.NoMailbox, ErrorScope.Mailbox, IsPermanent: true),
        ["ErrorNonPrimarySmtpAddress"] = new(ErrorNumbers.AddressIsAlias, ErrorScope.Mailbox, IsPermanent: true),

        ["ErrorMailboxMoveInProgress"] = new(ErrorNumbers.MailboxMoving, ErrorScope.Mailbox, IsPermanent: false),
        ["ErrorMailboxStoreUnavailable"] = new(ErrorNumbers.MailboxMoving, ErrorScope.Mailbox, IsPermanent: false),
        ["ErrorMailboxFailover"] = new(ErrorNumbers.MailboxMoving, ErrorScope.Mailbox, IsPermanent: false),
        ["ErrorQuotaExceeded"] = new(ErrorNumbers.MailboxFull, ErrorScope.Mailbox, IsPermanent: false),

        ["ErrorServerBusy"] = new(ErrorNumbers.ServerBusy, ErrorScope.Connection, IsPermanent: false),
        ["ErrorExceededConnectionCount"] = new(ErrorNumbers.ServerBusy, ErrorScope.Connection, IsPermanent: false),
        ["ErrorTooManyObjectsOpened"] = new(ErrorNumbers.ServerBusy, ErrorScope.Connection, IsPermanent: false),
        ["ErrorInsufficientResources"] = new(ErrorNumbers.ServerBusy, ErrorScope.Connection, IsPermanent: false),
        ["ErrorNotEnoughMemory"] = new(ErrorNumbers.ServerBusy, ErrorScope.Connection, IsPermanent: false),
        ["ErrorADUnavailable"] = new(ErrorNumbers.ServerBusy, ErrorScope.Connection, IsPermanent: false),
        ["ErrorConnectionFailed"] = new(ErrorNumbers.ServerBusy, ErrorScope.Mailbox, IsPermanent: false),
        ["ErrorInternalServerTransientError"] = new(ErrorNumbers.ServerBusy, ErrorScope.Mailbox, IsPermanent: false),
        ["ErrorNoRespondingCASInDestinationSite"] = new(ErrorNumbers.ServerBusy, ErrorScope.Mailbox, IsPermanent: false),
        ["ErrorProxyRequestNotAllowed"] = new(ErrorNumbers.ServerBusy, ErrorScope.Mailbox, IsPermanent: false),
        ["ErrorCrossSiteRequest"] = new(ErrorNumbers.ServerBusy, ErrorScope.Mailbox, IsPermanent: false),
    };

    /// <summary>Codes after which a write may have happened all the same.</summary>
    private static readonly HashSet<string> Uncertain = new(StringComparer.Ordinal)
    {
        "ErrorTimeoutExpired", "ErrorInternalServerError", "ErrorInternalServerTransientError", "ErrorConnectionFailed", "ErrorMailboxFailover", "SoapFault",
    };

    public static bool LeavesWriteUncertain(string code) => Uncertain.Contains(code);

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
        var isRefusal = EwsDialect.IsVersionRefusal(first.Code) || ServerMood.IsBusy(first.Code);
        return isRefusal && reply.Messages.All(m => m.Code == first.Code) ? Of(first.Code, first.BackOff) : null;
    }

    /// <summary>The error, where the code concerns the mailbox or the connection; null where it concerns one item.</summary>
    public static SideException? WideError(string code, TimeSpan? backOff = null) =>
        Wide.TryGetValue(code, out var meaning)
            ? new SideException(meaning.Number, meaning.Scope, meaning.IsPermanent, code) { RetryAfter = backOff }
            : null;

    /// <summary>The same, where the code answers one item of several: access may be denied to a single item.</summary>
    public static SideException? WideErrorOfItem(string code, TimeSpan? backOff) =>
        code is "ErrorAccessDenied" or "ErrorInvalidRequest" ? null : WideError(code, backOff);

    /// <summary>The error of a request that failed as a whole.</summary>
    public static SideException Of(string code, TimeSpan? backOff = null) => WideError(code, backOff) ?? Transient(code, backOff);

    /// <summary>Nothing better is known than that it may work later, for this mailbox.</summary>
    public static SideException Transient(string code, TimeSpan? backOff = null, Exception? inner = null) =>
        new(ErrorNumbers.ServerBusy, ErrorScope.Mailbox, isPermanent: false, code, inner) { RetryAfter = backOff };

    /// <summary>The result of a request about one thing, or its error.</summary>
    public static T Required<T>(this ItemAnswer<T> answer)
        where T : class =>
        answer is { IsSuccess: true, Value: { } value } ? value : throw Of(answer.IsSuccess ? "NoResult" : answer.Code, answer.BackOff);

    private sealed record Meaning(int Number, ErrorScope Scope, bool IsPermanent);
}
