namespace Severa.CalendarSync.Sandbox.Ews.Schema;

/// <summary>
/// The requests of the operations we serve, written down from Microsoft's schema pages
/// (https://learn.microsoft.com/exchange/client-developer/web-service-reference/ews-xml-elements-in-exchange).
/// </summary>
internal static class RequestRules
{
    public const string Text = Headers + Operations + Shapes + Searching + Item + Recurrences + Enumerations;

    private const string Headers = """
        RequestServerVersion @Version!:string = #string
        TimeZoneContext = t:TimeZoneDefinition:TimeZoneDefinition
        ExchangeImpersonation = t:ConnectingSID:ConnectingSID
        ConnectingSID = ( t:PrincipalName:#string | t:SID:#string | t:PrimarySmtpAddress:#string | t:SmtpAddress:#string )
        MailboxCulture = #string
        DateTimePrecision = #Precision
        enum Precision = Seconds Milliseconds
        TimeZoneDefinition @Id @Name = t:Periods:Periods? t:TransitionsGroups:any? t:Transitions:any?
        Periods = t:Period:Period+
        Period @Bias @Name @Id = #string

        """;

    private const string Operations = """
        GetFolder = m:FolderShape:FolderShape m:FolderIds:FolderIds
        FindItem @Traversal!:Traversal = m:ItemShape:ItemShape ( m:IndexedPageItemView:IndexedView | m:FractionalPageItemView:any | m:SeekToConditionPageItemView:any | m:CalendarView:CalendarView | m:ContactsView:any )? ( m:GroupBy:any | m:DistinguishedGroupBy:any )? m:Restriction:Restriction? m:SortOrder:SortOrder? m:ParentFolderIds:FolderIds m:QueryString:any?
        FindFolder @Traversal!:FolderTraversal = m:FolderShape:FolderShape ( m:IndexedPageFolderView:IndexedView | m:FractionalPageFolderView:any )? m:Restriction:Restriction? m:ParentFolderIds:FolderIds
        SyncFolderItems = m:ItemShape:ItemShape m:SyncFolderId:TargetFolder m:SyncState:#string? m:Ignore:IgnoredIds? m:MaxChangesReturned:#changes m:SyncScope:#SyncScope? m:NumberOfDays:#int? m:MaximumCount:#int? m:MinimumCount:#int?
        GetItem = m:ItemShape:ItemShape m:ItemIds:ItemIds
        CreateItem @MessageDisposition:Disposition @SendMeetingInvitations:SendCreate = m:SavedItemFolderId:TargetFolder? m:Items:NewItems
        UpdateItem @ConflictResolution!:ConflictResolution @MessageDisposition:Disposition @SendMeetingInvitationsOrCancellations:SendUpdate @SuppressReadReceipts:bool = m:SavedItemFolderId:TargetFolder? m:ItemChanges:ItemChanges
        DeleteItem @DeleteType!:DeleteType @SendMeetingCancellations:SendCreate @AffectedTaskOccurrences:string @SuppressReadReceipts:bool = m:ItemIds:ItemIds
        MoveItem = m:ToFolderId:TargetFolder m:ItemIds:ItemIds m:ReturnNewItemIds:#bool?
        ResolveNames @ReturnFullContactData!:bool @SearchScope:SearchScope @ContactDataShape:BaseShape = m:ParentFolderIds:FolderIds? m:UnresolvedEntry:#nonEmpty
        ConvertId @DestinationFormat!:IdFormat = m:SourceIds:SourceIds
        GetRoomLists = #string
        GetRooms = m:RoomList:EmailAddress
        GetServerTimeZones @ReturnFullTimeZoneData:bool = m:Ids:ZoneIds?
        Subscribe = ( m:PullSubscriptionRequest:PullSubscription | m:PushSubscriptionRequest:any | m:StreamingSubscriptionRequest:StreamingSubscription )
        PullSubscription @SubscribeToAllFolders:bool = t:FolderIds:FolderIds? t:EventTypes:EventTypes t:Watermark:#nonEmpty? t:Timeout:#pullMinutes
        StreamingSubscription @SubscribeToAllFolders:bool = t:FolderIds:FolderIds? t:EventTypes:EventTypes
        EventTypes = t:EventType:#EventType+
        Unsubscribe = m:SubscriptionId:#nonEmpty
        GetEvents = m:SubscriptionId:#nonEmpty m:Watermark:#nonEmpty
        GetStreamingEvents = m:SubscriptionIds:SubscriptionIds m:ConnectionTimeout:#streamMinutes
        SubscriptionIds = t:SubscriptionId:#nonEmpty+
        ZoneIds = t:Id:#string+
        SourceIds = ( t:AlternateId:AlternateId | t:AlternatePublicFolderId:any | t:AlternatePublicFolderItemId:any )+
        AlternateId @Format!:IdFormat @Id! @Mailbox!:nonEmpty @IsArchive:bool = #string
        NewItems = ( t:CalendarItem:CalendarItem | t:Item:any | t:Message:any | t:Contact:any | t:DistributionList:any | t:MeetingMessage:any | t:MeetingRequest:any | t:MeetingResponse:any | t:MeetingCancellation:any | t:Task:any | t:PostItem:any | t:ReplyToItem:any | t:ForwardItem:any | t:ReplyAllToItem:any | t:AcceptItem:any | t:TentativelyAcceptItem:any | t:DeclineItem:any | t:CancelCalendarItem:any | t:RemoveItem:any | t:SuppressReadReceipt:any | t:PostReplyItem:any | t:AcceptSharingInvitation:any )+
        ItemChanges = t:ItemChange:ItemChange+
        ItemChange = ( t:ItemId:ItemId | t:OccurrenceItemId:OccurrenceItemId | t:RecurringMasterItemId:RecurringMasterItemId ) t:Updates:Updates
        Updates = ( t:AppendToItemField:SetItemField | t:SetItemField:SetItemField | t:DeleteItemField:DeleteItemField )+
        SetItemField = ( t:FieldURI:FieldURI | t:IndexedFieldURI:IndexedFieldURI | t:ExtendedFieldURI:ExtendedFieldURI ) ( t:CalendarItem:CalendarItem | t:Item:any | t:Message:any | t:Contact:any | t:Task:any | t:PostItem:any | t:MeetingRequest:any | t:MeetingMessage:any )
        DeleteItemField = ( t:FieldURI:FieldURI | t:IndexedFieldURI:IndexedFieldURI | t:ExtendedFieldURI:ExtendedFieldURI )
        ItemIds = ( t:ItemId:ItemId | t:OccurrenceItemId:OccurrenceItemId | t:RecurringMasterItemId:RecurringMasterItemId | t:RecurringMasterItemIdRanges:any )+
        IgnoredIds = t:ItemId:ItemId+
        ItemId @Id! @ChangeKey = #string
        OccurrenceItemId @RecurringMasterId! @ChangeKey @InstanceIndex!:int = #string
        RecurringMasterItemId @OccurrenceId! @ChangeKey = #string
        TargetFolder = ( t:FolderId:FolderId | t:DistinguishedFolderId:DistinguishedFolderId | t:AddressListId:any | t:ConsumerCalendarId:any )
        FolderIds = ( t:FolderId:FolderId | t:DistinguishedFolderId:DistinguishedFolderId )+
        FolderId @Id! @ChangeKey = #string
        DistinguishedFolderId @Id!:FolderName @ChangeKey = t:Mailbox:EmailAddress?

        """;

    private const string Shapes = """
        FolderShape = t:BaseShape:#BaseShape t:AdditionalProperties:Paths?
        ItemShape = t:BaseShape:#BaseShape t:IncludeMimeContent:#bool? t:BodyType:#BodyShape? t:UniqueBodyType:#BodyShape? t:NormalizedBodyType:#BodyShape? t:FilterHtmlContent:#bool? t:ConvertHtmlCodePageToUTF8:#bool? t:InlineImageUrlTemplate:#string? t:BlockExternalImages:#bool? t:AddBlankTargetToLinks:#bool? t:MaximumBodySize:#int? t:AdditionalProperties:Paths?
        Paths = ( t:FieldURI:FieldURI | t:IndexedFieldURI:IndexedFieldURI | t:ExtendedFieldURI:ExtendedFieldURI )+
        FieldURI @FieldURI!:path = #string
        IndexedFieldURI @FieldURI!:string @FieldIndex!:string = #string
        ExtendedFieldURI @DistinguishedPropertySetId:PropertySet @PropertySetId:guid @PropertyTag:tag @PropertyName @PropertyId:int @PropertyType!:MapiType = #string

        """;

    private const string Searching = """
        IndexedView @MaxEntriesReturned:int @Offset!:int @BasePoint!:BasePoint = #string
        CalendarView @MaxEntriesReturned:int @StartDate!:dateTime @EndDate!:dateTime = #string
        Restriction = ( t:Exists:Exists | t:Excludes:any | t:IsEqualTo:Comparison | t:IsNotEqualTo:Comparison | t:IsGreaterThan:Comparison | t:IsGreaterThanOrEqualTo:Comparison | t:IsLessThan:Comparison | t:IsLessThanOrEqualTo:Comparison | t:Contains:Contains | t:Not:Restriction | t:And:Operands | t:Or:Operands )
        Operands = ( t:Exists:Exists | t:Excludes:any | t:IsEqualTo:Comparison | t:IsNotEqualTo:Comparison | t:IsGreaterThan:Comparison | t:IsGreaterThanOrEqualTo:Comparison | t:IsLessThan:Comparison | t:IsLessThanOrEqualTo:Comparison | t:Contains:Contains | t:Not:Restriction | t:And:Operands | t:Or:Operands )+
        Exists = ( t:FieldURI:FieldURI | t:IndexedFieldURI:IndexedFieldURI | t:ExtendedFieldURI:ExtendedFieldURI )
        Comparison = ( t:FieldURI:FieldURI | t:IndexedFieldURI:IndexedFieldURI | t:ExtendedFieldURI:ExtendedFieldURI ) t:FieldURIOrConstant:PathOrConstant
        Contains @ContainmentMode:string @ContainmentComparison:string = ( t:FieldURI:FieldURI | t:IndexedFieldURI:IndexedFieldURI | t:ExtendedFieldURI:ExtendedFieldURI ) t:Constant:Constant
        PathOrConstant = ( t:FieldURI:FieldURI | t:IndexedFieldURI:IndexedFieldURI | t:ExtendedFieldURI:ExtendedFieldURI | t:Constant:Constant )
        Constant @Value! = #string
        SortOrder = t:FieldOrder:FieldOrder+
        FieldOrder @Order!:Order = ( t:FieldURI:FieldURI | t:IndexedFieldURI:IndexedFieldURI | t:ExtendedFieldURI:ExtendedFieldURI )

        """;

    private const string Item = """
        CalendarItem = t:MimeContent:any? t:ItemId:ItemId? t:ParentFolderId:FolderId? t:ItemClass:#string? t:Subject:#string? t:Sensitivity:#Sensitivity? t:Body:Body? t:Attachments:any? t:DateTimeReceived:#dateTime? t:Size:#int? t:Categories:Strings? t:Importance:#Importance? t:InReplyTo:#string? t:IsSubmitted:#bool? t:IsDraft:#bool? t:IsFromMe:#bool? t:IsResend:#bool? t:IsUnmodified:#bool? t:InternetMessageHeaders:any? t:DateTimeSent:#dateTime? t:DateTimeCreated:#dateTime? t:ResponseObjects:any? t:ReminderDueBy:#dateTime? t:ReminderIsSet:#bool? t:ReminderNextTime:#dateTime? t:ReminderMinutesBeforeStart:#int? t:DisplayCc:#string? t:DisplayTo:#string? t:HasAttachments:#bool? t:ExtendedProperty:ExtendedProperty* t:Culture:#string? t:EffectiveRights:any? t:LastModifiedName:#string? t:LastModifiedTime:#dateTime? t:IsAssociated:#bool? t:WebClientReadFormQueryString:#string? t:WebClientEditFormQueryString:#string? t:ConversationId:any? t:UniqueBody:any? t:Flag:any? t:StoreEntryId:any? t:InstanceKey:any? t:NormalizedBody:any? t:EntityExtractionResult:any? t:PolicyTag:any? t:ArchiveTag:any? t:RetentionDate:any? t:Preview:#string? t:RightsManagementLicenseData:any? t:PredictedActionReasons:any? t:IsClutter:#bool? t:NextPredictedAction:any? t:GroupingAction:any? t:BlockStatus:#bool? t:HasBlockedImages:#bool? t:TextBody:Body? t:IconIndex:any? t:MimeContentUTF8:any? t:SearchKey:any? t:SortKey:any? t:Hashtags:any? t:Mentions:any? t:MentionedMe:#bool? t:PendingSocialActivityTagIds:any? t:UID:#string? t:RecurrenceId:#dateTime? t:DateTimeStamp:#dateTime? t:Start:#dateTime? t:End:#dateTime? t:OriginalStart:#dateTime? t:IsAllDayEvent:#bool? t:LegacyFreeBusyStatus:#FreeBusy? t:Location:#string? t:When:#string? t:IsMeeting:#bool? t:IsCancelled:#bool? t:IsRecurring:#bool? t:MeetingRequestWasSent:#bool? t:IsResponseRequested:#bool? t:CalendarItemType:any? t:MyResponseType:#Response? t:Organizer:any? t:RequiredAttendees:Attendees? t:OptionalAttendees:Attendees? t:Resources:Attendees? t:ConflictingMeetingCount:#int? t:AdjacentMeetingCount:#int? t:ConflictingMeetings:any? t:AdjacentMeetings:any? t:Duration:#string? t:TimeZone:#string? t:AppointmentReplyTime:#dateTime? t:AppointmentSequenceNumber:#int? t:AppointmentState:#int? t:Recurrence:Recurrence? t:FirstOccurrence:any? t:LastOccurrence:any? t:ModifiedOccurrences:any? t:DeletedOccurrences:any? t:MeetingTimeZone:MeetingTimeZone? t:StartTimeZone:TimeZoneDefinition? t:EndTimeZone:TimeZoneDefinition? t:ConferenceType:#int? t:AllowNewTimeProposal:#bool? t:IsOnlineMeeting:#bool? t:MeetingWorkspaceUrl:#string? t:NetShowUrl:#string? t:EnhancedLocation:any? t:StartWallClock:#dateTime? t:EndWallClock:#dateTime? t:StartTimeZoneId:#string? t:EndTimeZoneId:#string? t:IntendedFreeBusyStatus:#FreeBusy? t:JoinOnlineMeetingUrl:#string? t:OnlineMeetingSettings:any? t:IsOrganizer:#bool? t:InboxReminders:any?
        MeetingTimeZone @TimeZoneName = t:BaseOffset:#duration? t:Standard:TimeChange? t:Daylight:TimeChange?
        TimeChange @TimeZoneName = t:Offset:#duration ( t:RelativeYearlyRecurrence:RelativeYearly | t:AbsoluteDate:#date )? t:Time:#time
        Body @BodyType!:BodyKind @IsTruncated:bool = #string
        Strings = t:String:#string*
        ExtendedProperty = t:ExtendedFieldURI:ExtendedFieldURI ( t:Value:#string | t:Values:Values )
        Values = t:Value:#string+
        Attendees = t:Attendee:Attendee+
        Attendee = t:Mailbox:EmailAddress t:ResponseType:#Response? t:LastResponseTime:#dateTime? t:ProposedStart:#dateTime? t:ProposedEnd:#dateTime?
        EmailAddress = t:Name:#string? t:EmailAddress:#nonEmpty? t:RoutingType:#nonEmpty? t:MailboxType:#MailboxType? t:ItemId:ItemId? t:OriginalDisplayName:#string?

        """;

    private const string Recurrences = """
        Recurrence = ( t:RelativeYearlyRecurrence:RelativeYearly | t:AbsoluteYearlyRecurrence:AbsoluteYearly | t:RelativeMonthlyRecurrence:RelativeMonthly | t:AbsoluteMonthlyRecurrence:AbsoluteMonthly | t:WeeklyRecurrence:Weekly | t:DailyRecurrence:Daily ) ( t:NoEndRecurrence:NoEnd | t:EndDateRecurrence:EndDate | t:NumberedRecurrence:Numbered )
        RelativeYearly = t:DaysOfWeek:#DayOfWeek t:DayOfWeekIndex:#DayIndex t:Month:#Month
        AbsoluteYearly = t:DayOfMonth:#int t:Month:#Month
        RelativeMonthly = t:Interval:#int t:DaysOfWeek:#DayOfWeek t:DayOfWeekIndex:#DayIndex
        AbsoluteMonthly = t:Interval:#int t:DayOfMonth:#int
        Weekly = t:Interval:#int t:DaysOfWeek:#list-DayOfWeek t:FirstDayOfWeek:#DayOfWeek?
        Daily = t:Interval:#int
        NoEnd = t:StartDate:#date
        EndDate = t:StartDate:#date t:EndDate:#date
        Numbered = t:StartDate:#date t:NumberOfOccurrences:#int

        """;

    private const string Enumerations = """
        enum Traversal = Shallow SoftDeleted Associated
        enum FolderTraversal = Shallow Deep SoftDeleted
        enum FolderName = calendar contacts deleteditems drafts inbox journal notes outbox sentitems tasks msgfolderroot publicfoldersroot root junkemail searchfolders voicemail recoverableitemsroot recoverableitemsdeletions recoverableitemsversions recoverableitemspurges recoverableitemsdiscoveryholds archiveroot archivemsgfolderroot archivedeleteditems archiveinbox archiverecoverableitemsroot archiverecoverableitemsdeletions archiverecoverableitemsversions archiverecoverableitemspurges archiverecoverableitemsdiscoveryholds syncissues conflicts localfailures serverfailures recipientcache quickcontacts conversationhistory adminauditlogs todosearch mycontacts directory imcontactlist peopleconnect favorites mecontact personmetadata
        enum SyncScope = NormalItems NormalAndAssociatedItems
        enum EventType = CopiedEvent CreatedEvent DeletedEvent ModifiedEvent MovedEvent NewMailEvent FreeBusyChangedEvent
        enum Disposition = SaveOnly SendOnly SendAndSaveCopy
        enum SendCreate = SendToNone SendOnlyToAll SendToAllAndSaveCopy
        enum SendUpdate = SendToNone SendOnlyToAll SendOnlyToChanged SendToAllAndSaveCopy SendToChangedAndSaveCopy
        enum ConflictResolution = NeverOverwrite AutoResolve AlwaysOverwrite
        enum DeleteType = HardDelete SoftDelete MoveToDeletedItems
        enum SearchScope = ActiveDirectory ActiveDirectoryContacts Contacts ContactsActiveDirectory
        enum BaseShape = IdOnly Default AllProperties
        enum BodyShape = Best HTML Text
        enum BodyKind = HTML Text
        enum IdFormat = EwsLegacyId EwsId EntryId HexEntryId StoreId OwaId
        enum BasePoint = Beginning End
        enum Order = Ascending Descending
        enum PropertySet = Meeting Appointment Common PublicStrings Address InternetHeaders CalendarAssistant UnifiedMessaging Task Sharing
        enum MapiType = ApplicationTime ApplicationTimeArray Binary BinaryArray Boolean CLSID CLSIDArray Currency CurrencyArray Double DoubleArray Error Float FloatArray Integer IntegerArray Long LongArray Null Object ObjectArray Short ShortArray SystemTime SystemTimeArray String StringArray
        enum Sensitivity = Normal Personal Private Confidential
        enum Importance = Low Normal High
        enum FreeBusy = Free Tentative Busy OOF WorkingElsewhere NoData
        enum Response = Unknown Organizer Tentative Accept Decline NoResponseReceived
        enum MailboxType = Unknown OneOff Mailbox PublicDL PrivateDL Contact PublicFolder GroupMailbox
        enum DayOfWeek = Sunday Monday Tuesday Wednesday Thursday Friday Saturday Day Weekday WeekendDay
        enum DayIndex = First Second Third Fourth Last
        enum Month = January February March April May June July August September October November December

        """;
}
