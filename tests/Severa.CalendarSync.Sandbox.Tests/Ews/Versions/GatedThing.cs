using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews.Versions;

/// <summary>Something a request may carry since one schema, and a request that carries it.</summary>
internal sealed record GatedThing(string Name, string Since, Func<EwsTester, string> Envelope)
{
    /// <summary>Written from Microsoft's pages, not from the server's table.</summary>
    public static readonly IReadOnlyList<GatedThing> All =
    [
        Body("ConvertId", "Exchange2007_SP1", """<m:ConvertId DestinationFormat="EwsId"><m:SourceIds><t:AlternateId Format="EwsId" Id="DUMMY" Mailbox="a@b.test"/></m:SourceIds></m:ConvertId>"""),
        Body("GetServerTimeZones", "Exchange2010", """<m:GetServerTimeZones ReturnFullTimeZoneData="false"/>"""),
        Body("GetRoomLists", "Exchange2010", "<m:GetRoomLists/>"),
        Body("GetRooms", "Exchange2010", "<m:GetRooms><m:RoomList><t:EmailAddress>a@b.test</t:EmailAddress></m:RoomList></m:GetRooms>"),
        new("SmtpAddress", "Exchange2010", ews => ews.Envelope(Plain).Replace("PrimarySmtpAddress", "SmtpAddress", StringComparison.Ordinal)),
        Body("SyncScope", "Exchange2010", Sync()),
        Body("StartTimeZone", "Exchange2010", Create("<t:StartTimeZone Id=\"UTC\"/>")),
        Body("EndTimeZone", "Exchange2010", Create("<t:EndTimeZone Id=\"UTC\"/>")),
        Path("calendar:StartTimeZone", "Exchange2010"),
        Path("calendar:EndTimeZone", "Exchange2010"),
        Path("item:IsAssociated", "Exchange2010"),
        Body("setting StartTimeZone", "Exchange2010", Update(Unknown, Set("calendar:StartTimeZone", "<t:StartTimeZone Id=\"UTC\"/>"))),
        Body("a search by StartTimeZone", "Exchange2010", Find("<t:Exists><t:FieldURI FieldURI=\"calendar:StartTimeZone\"/></t:Exists>")),
        Header("a zone context with its name", "Exchange2010", "<t:TimeZoneContext><t:TimeZoneDefinition Id=\"UTC\" Name=\"UTC\"/></t:TimeZoneContext>"),
        Shape("FilterHtmlContent", "Exchange2010", "true"),
        Shape("ConvertHtmlCodePageToUTF8", "Exchange2010_SP1", "true"),
        Body("recoverable items", "Exchange2010_SP1", Sync(folder: """<t:DistinguishedFolderId Id="recoverableitemsdeletions"/>""")),
        Header("DateTimePrecision", "Exchange2010_SP2", "<t:DateTimePrecision>Seconds</t:DateTimePrecision>"),
        Body("ContactDataShape", "Exchange2010_SP2", """<m:ResolveNames ReturnFullContactData="false" ContactDataShape="IdOnly"><m:UnresolvedEntry>a</m:UnresolvedEntry></m:ResolveNames>"""),
        Body("WorkingElsewhere", "Exchange2013", Create("<t:LegacyFreeBusyStatus>WorkingElsewhere</t:LegacyFreeBusyStatus>")),
        Body("EnhancedLocation", "Exchange2013", Create("<t:EnhancedLocation><t:DisplayName>A</t:DisplayName></t:EnhancedLocation>")),
        Path("item:TextBody", "Exchange2013"),
        Path("item:NormalizedBody", "Exchange2013"),
        Path("item:ReminderNextTime", "Exchange2013"),
        Path("calendar:JoinOnlineMeetingUrl", "Exchange2013"),
        Path("calendar:StartWallClock", "Exchange2013"),
        Path("calendar:StartTimeZoneId", "Exchange2013"),
        Path("calendar:IsOrganizer", "Exchange2013"),
        Path("calendar:EnhancedLocation", "Exchange2013"),
        Body("folder:DistinguishedFolderId", "Exchange2013", GetFolder().Replace("folder:TotalCount", "folder:DistinguishedFolderId", StringComparison.Ordinal)),
        Shape("MaximumBodySize", "Exchange2013", "100"),
        Shape("UniqueBodyType", "Exchange2013_SP1", "Text"),
        Body("SuppressReadReceipts at an update", "Exchange2013_SP1", Update(Unknown, Clear("item:Subject")).Replace("<m:UpdateItem", "<m:UpdateItem SuppressReadReceipts=\"true\"", StringComparison.Ordinal)),
        Body("SuppressReadReceipts at a deletion", "Exchange2013_SP1", Delete(Unknown).Replace("<m:DeleteItem", "<m:DeleteItem SuppressReadReceipts=\"true\"", StringComparison.Ordinal)),
        Path("calendar:InboxReminders", "Exchange2016"),
        Body("what all of them know", "Exchange2007", Plain),
    ];

    private const string Unknown = """<t:ItemId Id="AAMkAGUnknownUnknownUnknownUnknownUnknownUnknown" ChangeKey="AAAA"/>""";

    private static string Plain => GetFolder(shape: "IdOnly");

    private static GatedThing Body(string name, string since, string body) => new(name, since, ews => ews.Envelope(body));

    private static GatedThing Header(string name, string since, string header) => new(
        name, since, ews => ews.Envelope(Plain).Replace("</s:Header>", header + "</s:Header>", StringComparison.Ordinal));

    private static GatedThing Path(string path, string since) =>
        Shape("AdditionalProperties", since, $"<t:FieldURI FieldURI=\"{path}\"/>") with { Name = path };

    private static GatedThing Shape(string element, string since, string content) => Body(
        element, since, $"<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:{element}>{content}</t:{element}></m:ItemShape><m:ItemIds>{Unknown}</m:ItemIds></m:GetItem>");
}
