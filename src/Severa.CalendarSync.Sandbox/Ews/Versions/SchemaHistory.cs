using static Severa.CalendarSync.Sandbox.Ews.Versions.SchemaVersion;

namespace Severa.CalendarSync.Sandbox.Ews.Versions;

/// <summary>
/// What came with which schema; what is not named was there from the start. A name is an operation or header,
/// <c>Type/Element</c>, <c>Type@Attribute</c> or <c>Enumeration=Value</c>, as in the rules of requests.
/// See https://learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-schema-versions-in-exchange and the
/// remarks ("was introduced in") of the element pages.
/// </summary>
internal static class SchemaHistory
{
    private static readonly Dictionary<SchemaVersion, string> News = new()
    {
        [Exchange2007_SP1] = "ConvertId",
        [Exchange2010] = """
            GetServerTimeZones GetRoomLists GetRooms ConnectingSID/SmtpAddress SyncFolderItems/SyncScope FindItem/QueryString Traversal=Associated
            TimeZoneDefinition@Name TimeZoneDefinition/Periods TimeZoneDefinition/TransitionsGroups TimeZoneDefinition/Transitions
            CalendarItem/StartTimeZone CalendarItem/EndTimeZone CalendarItem/IsAssociated CalendarItem/UniqueBody CalendarItem/ConversationId
            CalendarItem/WebClientReadFormQueryString CalendarItem/WebClientEditFormQueryString
            ItemShape/FilterHtmlContent EffectiveRights/ViewPrivateItems MailboxType=Unknown MailboxType=OneOff PropertySet=Sharing
            """,
        [Exchange2010_SP1] = """
            Subscribe/StreamingSubscriptionRequest GetStreamingEvents AlternateId@IsArchive ItemShape/ConvertHtmlCodePageToUTF8
            FolderName=recoverableitemsroot FolderName=recoverableitemsdeletions FolderName=recoverableitemsversions FolderName=recoverableitemspurges
            FolderName=archiveroot FolderName=archivemsgfolderroot FolderName=archivedeleteditems FolderName=archiverecoverableitemsroot
            FolderName=archiverecoverableitemsdeletions FolderName=archiverecoverableitemsversions FolderName=archiverecoverableitemspurges
            """,
        [Exchange2010_SP2] = "DateTimePrecision ResolveNames@ContactDataShape CalendarItem/StoreEntryId",
        [Exchange2013] = """
            FolderName=syncissues FolderName=conflicts FolderName=localfailures FolderName=serverfailures FolderName=recipientcache
            FolderName=quickcontacts FolderName=conversationhistory FolderName=todosearch
            FreeBusy=WorkingElsewhere Body@IsTruncated Folder/DistinguishedFolderId EmailAddress/OriginalDisplayName
            FindItem/SeekToConditionPageItemView ItemIds/RecurringMasterItemIdRanges Attendee/ProposedStart Attendee/ProposedEnd
            ItemShape/InlineImageUrlTemplate ItemShape/BlockExternalImages ItemShape/AddBlankTargetToLinks ItemShape/MaximumBodySize
            CalendarItem/ReminderNextTime CalendarItem/Flag CalendarItem/InstanceKey CalendarItem/NormalizedBody CalendarItem/EntityExtractionResult
            CalendarItem/PolicyTag CalendarItem/ArchiveTag CalendarItem/RetentionDate CalendarItem/Preview CalendarItem/RightsManagementLicenseData
            CalendarItem/PredictedActionReasons CalendarItem/NextPredictedAction CalendarItem/GroupingAction
            CalendarItem/BlockStatus CalendarItem/HasBlockedImages CalendarItem/TextBody CalendarItem/IconIndex
            CalendarItem/EnhancedLocation CalendarItem/StartWallClock CalendarItem/EndWallClock CalendarItem/StartTimeZoneId CalendarItem/EndTimeZoneId
            CalendarItem/IntendedFreeBusyStatus CalendarItem/JoinOnlineMeetingUrl CalendarItem/OnlineMeetingSettings CalendarItem/IsOrganizer
            """,
        [Exchange2013_SP1] = """
            UpdateItem@SuppressReadReceipts DeleteItem@SuppressReadReceipts ItemShape/UniqueBodyType ItemShape/NormalizedBodyType
            CalendarItem/IsClutter CalendarItem/MimeContentUTF8
            """,
        [Exchange2016] = """
            CalendarItem/InboxReminders CalendarItem/SearchKey CalendarItem/SortKey CalendarItem/Hashtags CalendarItem/Mentions
            CalendarItem/MentionedMe CalendarItem/PendingSocialActivityTagIds MailboxType=GroupMailbox TargetFolder/ConsumerCalendarId
            SyncFolderItems/NumberOfDays SyncFolderItems/MaximumCount SyncFolderItems/MinimumCount
            """,
    };

    private static readonly Dictionary<string, SchemaVersion> Since = News
        .SelectMany(pair => pair.Value.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(name => (name, pair.Key)))
        .ToDictionary(entry => entry.name, entry => entry.Key, StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, SchemaVersion> All => Since;

    public static bool Has(this SchemaVersion schema, string name) => !Since.TryGetValue(name, out var since) || schema >= since;

    /// <summary>Whether a property path such as <c>calendar:StartTimeZone</c> may be asked for, and comes in answers.</summary>
    public static bool HasPath(this SchemaVersion schema, string path) => path.Split(':') switch
    {
        ["item" or "calendar", var name] => schema.Has("CalendarItem/" + name),
        ["folder", var name] => schema.Has("Folder/" + name),
        _ => true,
    };
}
