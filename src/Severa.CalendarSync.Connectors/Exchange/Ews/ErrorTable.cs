using System.Collections.Frozen;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Core.Sync;
using static Severa.CalendarSync.Connectors.Exchange.Ews.ErrorActions;
using static Severa.CalendarSync.Connectors.Exchange.Ews.ErrorClass;
using static Severa.CalendarSync.Connectors.Http.ErrorNumbers;

namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// What every code means and what is done about it, in one place: the server's own codes, and those this connector gives to what HTTP,
/// TLS and silence say. A code that is not here is transient, counted and shown.
/// <see href="https://learn.microsoft.com/exchange/client-developer/web-service-reference/responsecode">ResponseCode</see>.
/// </summary>
internal static class ErrorTable
{
    private const int NoNumber = SideException.Unnumbered;

    private static readonly FrozenDictionary<string, ErrorMeaning> Meanings = Rows()
        .SelectMany(row => row.Codes, (row, code) => (code, row.Meaning))
        .ToFrozenDictionary(pair => pair.code, pair => pair.Meaning, StringComparer.Ordinal);

    public static IEnumerable<string> Codes => Meanings.Keys;

    /// <summary>Null where nobody knows the code.</summary>
    public static ErrorMeaning? Find(string code) =>
        Meanings.GetValueOrDefault(code)
        ?? (code.StartsWith("Http5", StringComparison.Ordinal) ? Meanings["Http5xx"]
            : code.StartsWith("Http", StringComparison.Ordinal) ? Meanings["Http4xx"]
            : code.StartsWith(TokenErrors.Prefix, StringComparison.Ordinal) ? Meanings[TokenErrors.Refused]
            : null);

    /// <summary>Whether one of these is done about it.</summary>
    public static bool Says(string code, ErrorActions actions) => Find(code) is { } meaning && (meaning.Actions & actions) != None;

    private static IEnumerable<(ErrorMeaning Meaning, string[] Codes)> Rows() => [.. OfConnections(), .. OfMailboxes(), .. OfItems(), .. OfTheLine()];

    private static IEnumerable<(ErrorMeaning Meaning, string[] Codes)> OfConnections() =>
    [
        Lasting(Connection, PasswordMustChange, StopAndTell, "ErrorPasswordExpired", "ErrorPasswordChangeRequired"),
        Lasting(Connection, VersionNotSupported, AskOlder | StopAndTell, "ErrorInvalidServerVersion", "ErrorIncorrectSchemaVersion", "ErrorWrongServerVersion"),
        Lasting(Connection, NoImpersonation, StopAndTell, "ErrorImpersonationDenied"),
        Passing(Connection, NoImpersonation, TryLater, "ErrorImpersonationFailed"),
        Passing(Connection, ServerBusy, WaitAsTold, "ErrorServerBusy"),
        Passing(Connection, ServerBusy, FewerAtOnce, "ErrorExceededConnectionCount", "ErrorTooManyObjectsOpened"),
        Passing(Connection, ServerBusy, TryLater, "ErrorInsufficientResources", "ErrorNotEnoughMemory", "ErrorADUnavailable"),
    ];

    private static IEnumerable<(ErrorMeaning Meaning, string[] Codes)> OfMailboxes() =>
    [
        Lasting(Mailbox, VersionNotSupported, AskOlder | StopAndTell, "ErrorInvalidSchemaVersionForMailboxVersion"),

        // An old server's word for what it does not know yet; from a newer one it means this one request (EwsDialect.OlderFor).
        Lasting(Mailbox, VersionNotSupported, Halve | SetAside | StopAndTell, "ErrorSchemaValidation", "ErrorInvalidRequest"),
        Lasting(Mailbox, NoImpersonationOfUser, StopAndTell, "ErrorImpersonateUserDenied", "ErrorCreateItemAccessDenied"),
        Lasting(Mailbox, NoImpersonationOfUser, SetAside | StopAndTell, "ErrorAccessDenied"),
        Passing(Mailbox, NoImpersonationOfUser, TryLater, "ErrorSubscriptionDelegateAccessNotSupported"),
        Lasting(Mailbox, NoMailbox, StopAndTell,
            "ErrorNonExistentMailbox", "ErrorMissingEmailAddress", "ErrorInvalidUserPrincipalName", "ErrorInvalidUserSid", "ErrorInvalidSmtpAddress",
            "ErrorAccountDisabled", "ErrorMailboxConfiguration", "ErrorNameResolutionNoMailbox", "ErrorNameResolutionNoResults"),
        Lasting(Mailbox, AddressIsAlias, StopAndTell, "ErrorNonPrimarySmtpAddress"),
        Lasting(Mailbox, NobodysOwnMailbox, StopAndTell, PersonsMailbox.Room, PersonsMailbox.Group),
        Passing(Mailbox, MailboxMoving, TryLater, "ErrorMailboxMoveInProgress", "ErrorMailboxStoreUnavailable"),
        Passing(Mailbox, MailboxMoving, TryLater | SearchForWrite, "ErrorMailboxFailover"),

        // The mailbox lives at another site than the one this address leads to.
        Passing(Mailbox, ServerNotFound, TryLater, "ErrorCrossSiteRequest"),
        Passing(Mailbox, ServerNotFound, TryLater | SubscribeAnew, "ErrorProxyRequestNotAllowed", "ErrorNoRespondingCASInDestinationSite"),

        // Also said where there is no permission to see it.
        Passing(Mailbox, NoImpersonationOfUser, ReadAnew | TryLater, "ErrorFolderNotFound"),
        Passing(Mailbox, MailboxFull, SetAside | TryLater, "ErrorQuotaExceeded"),
        Passing(Mailbox, ServerBusy, TryLater | SearchForWrite, "ErrorConnectionFailed", "ErrorInternalServerTransientError"),
        Passing(Mailbox, ServerBusy, TryLater | SetAside | SearchForWrite, "ErrorInternalServerError"),
        Passing(Mailbox, ServerBusy, Halve | TryLater | SetAside | SearchForWrite, "ErrorTimeoutExpired"),
        Passing(Mailbox, ServerBusy, Halve | TryLater, "ErrorExceededFindCountLimit"),
        Passing(Mailbox, ServerBusy, TryLater, "ErrorExceededSubscriptionCount"),
        Passing(Mailbox, NoNumber, ReadAnew | TryLater, "ErrorInvalidSyncStateData", "ErrorSyncFolderNotFound", "ErrorInvalidFolderId"),
        Passing(Mailbox, NoNumber, SubscribeAnew | TryLater,
            "ErrorSubscriptionNotFound", "ErrorInvalidSubscription", "ErrorExpiredSubscription", "ErrorInvalidWatermark", "ErrorMissedNotificationEvents",
            "ErrorReadEventsFailed", "ErrorSubscriptionUnsubscribed", "ErrorSubscriptionAccessDenied", "ErrorInvalidSubscriptionRequest"),
    ];

    private static IEnumerable<(ErrorMeaning Meaning, string[] Codes)> OfItems() =>
    [
        Passing(Item, NoNumber, None, "ErrorNameResolutionMultipleResults"),
        Passing(Item, NoNumber, AskForTheRest, "ErrorBatchProcessingStopped"),
        Passing(Item, NoNumber, LookAgain | ReadAnew, "ErrorItemNotFound"),
        Passing(Item, NoNumber, LookAgain,
            "ErrorIrresolvableConflict", "ErrorStaleObject", "ErrorChangeKeyRequired", "ErrorChangeKeyRequiredForWriteOperations", "ErrorInvalidChangeKey",
            "ErrorCalendarCannotUpdateDeletedItem", "ErrorCalendarOccurrenceIsDeletedFromRecurrence", "ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange",
            "ErrorCannotDeleteObject", "ErrorMoveCopyFailed"),
        Lasting(Item, EntryTooLarge, Halve | SetBack, "ErrorRequestStreamTooBig", "Http413"),
        Lasting(Item, EntryTooLarge, SetBack, "ErrorMessageSizeExceeded", "ErrorDataSizeLimitExceeded"),
        Lasting(Item, EntryDamaged, SetAside | SetBack,
            "ErrorItemCorrupt", "ErrorCorruptData", "ErrorContentConversionFailed", "ErrorPropertyUpdate", "ErrorPropertyValidationFailure",
            "ErrorCalendarInvalidAttributeValue", "ErrorCalendarInvalidDayForTimeChangePattern", "ErrorCalendarInvalidDayForWeeklyRecurrence",
            "ErrorCalendarInvalidPropertyState", "ErrorCalendarInvalidPropertyValue", "ErrorCalendarInvalidRecurrence", "ErrorCalendarInvalidTimeZone",
            "ErrorRecurrenceHasNoOccurrence", "ErrorInvalidExtendedPropertyValue", "ErrorObjectTypeChanged"),
        Lasting(Item, NoNumber, SetBack,
            "ErrorOccurrenceCrossingBoundary", "ErrorOccurrenceTimeSpanTooBig", "ErrorCalendarEndDateIsEarlierThanStartDate", "ErrorCalendarDurationIsTooLong",
            "ErrorCalendarOutOfRange", "ErrorValueOutOfRange", "ErrorCalendarIsNotOrganizer", "ErrorCalendarIsDelegatedForAccept",
            "ErrorCalendarMeetingRequestIsOutOfDate", "ErrorInvalidPropertySet", "ErrorInvalidPropertyRequest", "ErrorUpdatePropertyMismatch",
            "ErrorIncorrectUpdatePropertyCount", "ErrorSubmissionQuotaExceeded", "ErrorUnsupportedPropertyDefinition"),
        Lasting(Item, NoNumber, SetBack | ReadAnew, "ErrorInvalidIdMalformed", "ErrorInvalidId"),
        Lasting(Item, NoNumber, SetAside | ReadAnew, "ErrorInvalidIdEmpty", "ErrorInvalidIdNotAnItemAttachmentId", "ErrorInvalidIdStoreObjectIdTooLong"),
    ];

    /// <summary>What HTTP, TLS or silence say; the names are ours.</summary>
    private static IEnumerable<(ErrorMeaning Meaning, string[] Codes)> OfTheLine() =>
    [
        // A busy server says 401 too.
        Lasting(Connection, PasswordRefused, TryOnceMore | StopAndTell, "Http401"),
        Lasting(Connection, AccountLocked, StopAndTell, "Http401Locked"),
        Lasting(Connection, BasicSwitchedOff, StopAndTell, "Http401OtherSignIn", "PasswordNotAccepted", "NoWindowsSignInHere"),
        Lasting(Mailbox, NoEwsLicence, StopAndTell, HttpErrors.Forbidden),
        Lasting(Connection, EwsSwitchedOff, StopAndTell, HttpErrors.ForbiddenForAll),
        Lasting(Mailbox, NoImpersonationOfUser, StopAndTell, "CalendarRights"),
        Passing(Connection, ServerBusy, WaitAsTold, "Http429", "Http503"),
        Lasting(Connection, ServerNotFound, StopAndTell, "AddressRefused", "UrlRefused"),
        Passing(Connection, ServerNotFound, TryLater, "Http4xx", "Redirected", "NotEws", "NameNotResolved", "ConnectionRefused", "ConnectTimeout", "ProxyRefused"),
        Lasting(Connection, CertificateNotTrusted, StopAndTell, "Tls", "TlsNoCertificate", "TlsOtherName", "TlsNotTrusted"),
        Passing(Mailbox, ServerBusy, TryOnceMore | SearchForWrite, "Http5xx", "SickPage", "ConnectionLost", "CutAnswer"),
        Passing(Mailbox, ServerBusy, Halve | TryLater | SearchForWrite, EwsTimeout.Code),
        Passing(Mailbox, ServerBusy, TryLater, RequestGate.NoTurn),
        Lasting(Connection, NeverSignedIn, StopAndTell, "DelegateNeverSignedIn"),

        // Where an application signs in, Entra's own numbers: secret wrong, application or tenant unknown, certificate not registered; secret past its end.
        Lasting(Connection, PasswordRefused, StopAndTell, TokenErrors.ForAnotherServer, TokenErrors.Refused, "AADSTS7000215", "AADSTS700016", "AADSTS90002", "AADSTS700027"),
        Lasting(Connection, SecretEnded, StopAndTell, "AADSTS7000222", TokenErrors.CertificateEnded),
        Lasting(Connection, SecretUnreadable, StopAndTell, TokenErrors.CertificateUnreadable),
        Passing(Connection, ServerNotFound, TryLater, TokenErrors.Unreachable),
        Passing(Connection, ServerBusy, WaitAsTold, TokenErrors.Busy),
        Passing(Mailbox, NoNumber, TryLater | SearchForWrite, EwsCode.OfFaultWithout),
        Passing(Mailbox, NoNumber, TryLater | SetAside, EwsCode.Unreadable, EwsCode.Missing, EwsCode.Warning, "NoResult", "NoSyncState", "SyncStateStandsStill", "SyncStateWithoutEnd", "PagingStandsStill", "SeriesWithoutEnd"),
    ];

    private static (ErrorMeaning Meaning, string[] Codes) Lasting(ErrorClass reach, int number, ErrorActions actions, params string[] codes) =>
        (new ErrorMeaning(reach, IsPermanent: true, number, actions), codes);

    private static (ErrorMeaning Meaning, string[] Codes) Passing(ErrorClass reach, int number, ErrorActions actions, params string[] codes) =>
        (new ErrorMeaning(reach, IsPermanent: false, number, actions), codes);
}
