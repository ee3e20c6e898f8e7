using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Ews;

/// <summary>
/// The protocol's documentation as a table of its own: each code with what it means, whether waiting helps, and what a client does.
/// </summary>
public sealed class ErrorTableTests
{
    /// <summary>By the reach of the trouble, whether it passes, the number for people, and what is done.</summary>
    public static TheoryData<string, string, int, string> Documented => new()
    {
        { "ErrorServerBusy", "connection, passes", 22, "WaitAsTold" },
        { "ErrorExceededConnectionCount ErrorTooManyObjectsOpened", "connection, passes", 22, "FewerAtOnce" },
        { "ErrorInsufficientResources ErrorNotEnoughMemory ErrorADUnavailable", "connection, passes", 22, "TryLater" },
        { "ErrorInternalServerTransientError ErrorConnectionFailed", "mailbox, passes", 22, "TryLater SearchForWrite" },
        { "ErrorMailboxFailover", "mailbox, passes", 19, "TryLater SearchForWrite" },
        { "ErrorTimeoutExpired", "mailbox, passes", 22, "Halve TryLater SearchForWrite SetAside" },
        { "ErrorBatchProcessingStopped", "item, passes", 0, "AskForTheRest" },
        { "ErrorMailboxMoveInProgress ErrorMailboxStoreUnavailable", "mailbox, passes", 19, "TryLater" },
        { "ErrorCrossSiteRequest", "mailbox, passes", 7, "TryLater" },
        { "ErrorNoRespondingCASInDestinationSite ErrorProxyRequestNotAllowed", "mailbox, passes", 7, "TryLater SubscribeAnew" },
        { "ErrorImpersonateUserDenied", "mailbox, lasts", 11, "StopAndTell" },
        { "ErrorImpersonationDenied", "connection, lasts", 10, "StopAndTell" },
        { "ErrorImpersonationFailed", "connection, passes", 10, "TryLater" },
        { "ErrorNonExistentMailbox ErrorInvalidUserPrincipalName ErrorInvalidUserSid ErrorInvalidSmtpAddress", "mailbox, lasts", 13, "StopAndTell" },
        { "ErrorAccountDisabled ErrorMailboxConfiguration ErrorMissingEmailAddress", "mailbox, lasts", 13, "StopAndTell" },
        { "ErrorNameResolutionNoMailbox ErrorNameResolutionNoResults", "mailbox, lasts", 13, "StopAndTell" },
        { "ErrorNameResolutionMultipleResults", "item, passes", 0, "None" },
        { "ErrorNonPrimarySmtpAddress", "mailbox, lasts", 14, "StopAndTell" },
        { "ErrorAccessDenied", "mailbox, lasts", 11, "StopAndTell SetAside" },
        { "ErrorCreateItemAccessDenied", "mailbox, lasts", 11, "StopAndTell" },
        { "ErrorFolderNotFound", "mailbox, passes", 11, "ReadAnew TryLater" },
        { "ErrorInvalidSyncStateData ErrorSyncFolderNotFound ErrorInvalidFolderId", "mailbox, passes", 0, "ReadAnew TryLater" },
        { "ErrorItemNotFound", "item, passes", 0, "LookAgain ReadAnew" },
        { "ErrorStaleObject ErrorIrresolvableConflict ErrorChangeKeyRequired ErrorChangeKeyRequiredForWriteOperations", "item, passes", 0, "LookAgain" },
        { "ErrorInvalidChangeKey ErrorCannotDeleteObject ErrorMoveCopyFailed ErrorCalendarCannotUpdateDeletedItem", "item, passes", 0, "LookAgain" },
        { "ErrorCalendarOccurrenceIsDeletedFromRecurrence ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange", "item, passes", 0, "LookAgain" },
        { "ErrorQuotaExceeded", "mailbox, passes", 20, "SetAside TryLater" },
        { "ErrorMessageSizeExceeded ErrorDataSizeLimitExceeded", "item, lasts", 23, "SetBack" },
        { "ErrorRequestStreamTooBig", "item, lasts", 23, "Halve SetBack" },
        { "ErrorCorruptData ErrorItemCorrupt ErrorContentConversionFailed ErrorPropertyUpdate ErrorPropertyValidationFailure", "item, lasts", 24, "SetAside SetBack" },
        { "ErrorCalendarInvalidAttributeValue ErrorCalendarInvalidDayForTimeChangePattern ErrorCalendarInvalidTimeZone", "item, lasts", 24, "SetAside SetBack" },
        { "ErrorCalendarInvalidDayForWeeklyRecurrence ErrorCalendarInvalidPropertyState ErrorCalendarInvalidPropertyValue", "item, lasts", 24, "SetAside SetBack" },
        { "ErrorCalendarInvalidRecurrence ErrorRecurrenceHasNoOccurrence ErrorInvalidExtendedPropertyValue", "item, lasts", 24, "SetAside SetBack" },
        { "ErrorCalendarIsNotOrganizer ErrorCalendarMeetingRequestIsOutOfDate ErrorCalendarIsDelegatedForAccept", "item, lasts", 0, "SetBack" },
        { "ErrorOccurrenceCrossingBoundary ErrorOccurrenceTimeSpanTooBig ErrorCalendarDurationIsTooLong", "item, lasts", 0, "SetBack" },
        { "ErrorCalendarEndDateIsEarlierThanStartDate ErrorCalendarOutOfRange ErrorValueOutOfRange", "item, lasts", 0, "SetBack" },
        { "ErrorInvalidServerVersion ErrorIncorrectSchemaVersion ErrorWrongServerVersion", "connection, lasts", 9, "AskOlder StopAndTell" },
        { "ErrorInvalidSchemaVersionForMailboxVersion", "mailbox, lasts", 9, "AskOlder StopAndTell" },
        { "ErrorSchemaValidation ErrorInvalidRequest", "mailbox, lasts", 9, "Halve SetAside StopAndTell" },
        { "ErrorInvalidIdMalformed ErrorInvalidId", "item, lasts", 0, "SetBack ReadAnew" },
        { "ErrorInvalidIdEmpty ErrorInvalidIdNotAnItemAttachmentId ErrorInvalidIdStoreObjectIdTooLong", "item, lasts", 0, "SetAside ReadAnew" },
        { "ErrorSubscriptionNotFound ErrorInvalidSubscription ErrorExpiredSubscription ErrorInvalidWatermark", "mailbox, passes", 0, "SubscribeAnew TryLater" },
        { "ErrorMissedNotificationEvents ErrorReadEventsFailed ErrorSubscriptionUnsubscribed", "mailbox, passes", 0, "SubscribeAnew TryLater" },
        { "ErrorExceededSubscriptionCount", "mailbox, passes", 22, "TryLater" },
        { "ErrorSubscriptionDelegateAccessNotSupported", "mailbox, passes", 11, "TryLater" },
        { "ErrorExceededFindCountLimit", "mailbox, passes", 22, "Halve TryLater" },
        { "ErrorInternalServerError", "mailbox, passes", 22, "TryLater SetAside SearchForWrite" },
        { "ErrorPasswordExpired ErrorPasswordChangeRequired", "connection, lasts", 3, "StopAndTell" },
        { "Http401", "connection, lasts", 1, "TryOnceMore StopAndTell" },
        { "Http401Locked", "connection, lasts", 2, "StopAndTell" },
        { "Http401OtherSignIn", "connection, lasts", 5, "StopAndTell" },
        { "Http403", "mailbox, lasts", 18, "StopAndTell" },
        { "Http403ForAll", "connection, lasts", 6, "StopAndTell" },
        { "Http429 Http503", "connection, passes", 22, "WaitAsTold" },
        { "Http413", "item, lasts", 23, "Halve SetBack" },
        { "Http400 Http404 Http451 Redirected NotEws NameNotResolved ConnectionRefused ConnectTimeout ProxyRefused", "connection, passes", 7, "TryLater" },
        { "AddressRefused UrlRefused", "connection, lasts", 7, "StopAndTell" },
        { "Tls TlsNoCertificate TlsOtherName TlsNotTrusted", "connection, lasts", 8, "StopAndTell" },
        { "Http500 Http502 Http504 SickPage ConnectionLost CutAnswer", "mailbox, passes", 22, "TryOnceMore SearchForWrite" },
        { "Timeout", "mailbox, passes", 22, "Halve TryLater SearchForWrite" },
        { "AADSTS7000222 CertificateEnded", "connection, lasts", 31, "StopAndTell" },
        { "RoomMailbox GroupMailbox", "mailbox, lasts", 15, "StopAndTell" },
        { "TokenForAnotherServer AADSTS7000215 AADSTS700016 AADSTS700027 AADSTS90002 AADSTS50001 EntraRefused", "connection, lasts", 1, "StopAndTell" },
        { "CertificateUnreadable", "connection, lasts", 30, "StopAndTell" },
        { "PasswordNotAccepted NoWindowsSignInHere", "connection, lasts", 5, "StopAndTell" },
        { "EntraUnreachable", "connection, passes", 7, "TryLater" },
        { "EntraBusy", "connection, passes", 22, "WaitAsTold" },
    };

    [Theory]
    [MemberData(nameof(Documented))]
    public void Code_means_what_the_protocol_says(string codes, string reach, int number, string actions)
    {
        var expected = actions.Split(' ').Select(Enum.Parse<ErrorActions>).Aggregate((all, one) => all | one);

        Assert.All(codes.Split(' '), code =>
        {
            var meaning = ErrorTable.Find(code);
            Assert.NotNull(meaning);
            Assert.Equal(reach, $"{meaning.Class}, {(meaning.IsPermanent ? "lasts" : "passes")}".ToLowerInvariant());
            Assert.Equal((number, expected), (meaning.Number, meaning.Actions));
        });
    }

    [Fact]
    public void What_concerns_items_or_nobody_knows_never_stops_a_mailbox_for_good()
    {
        var harmless = ErrorTable.Codes.Where(code => ErrorTable.Find(code)!.Class == ErrorClass.Item).Append("ErrorNobodyHasEverSeen");

        Assert.All(harmless, code => Assert.Equal((ErrorScope.Mailbox, false), (EwsErrors.Of(code).Scope, EwsErrors.Of(code).IsPermanent)));
    }

    /// <summary>Telling somebody needs words; so does what is retried for hours because of him.</summary>
    [Fact]
    public void Whatever_stops_has_a_number() =>
        Assert.All(ErrorTable.Codes.Select(code => ErrorTable.Find(code)!).Where(m => m.Actions.HasFlag(ErrorActions.StopAndTell)), m => Assert.NotEqual(0, m.Number));

    /// <summary>It passes and stops for good cannot both be true, and a lasting refusal is not simply tried later.</summary>
    [Fact]
    public void Lasting_and_passing_have_their_own_actions() => Assert.All(ErrorTable.Codes, code =>
    {
        var (meaning, stops) = (ErrorTable.Find(code)!, ErrorTable.Says(code, ErrorActions.StopAndTell));
        Assert.False(stops && !meaning.IsPermanent, code);
        Assert.False(meaning.IsPermanent && ErrorTable.Says(code, ErrorActions.TryLater | ErrorActions.WaitAsTold), code);
    });

    [Theory]
    [InlineData("ErrorNobodyHasEverSeen", "ErrorNobodyHasEverSeen")]
    [InlineData("NoError", "NoError")]
    [InlineData("Call 0800-1234 for your prize", "NotACode")]
    [InlineData("Error<script>alert(1)</script>", "NotACode")]
    [InlineData("Http401", "NotACode")]
    [InlineData("Errör", "NotACode")]
    [InlineData("Error", "NotACode")]
    [InlineData("", "NotACode")]
    [InlineData(null, "NoResponseCode")]
    public void Text_that_is_no_code_is_not_passed_on(string? text, string code) => Assert.Equal(code, EwsCode.Of(text));

    [Fact]
    public void Code_has_a_length() => Assert.Equal("NotACode", EwsCode.Of("Error" + new string('x', 200)));
}
