using System.Xml.Linq;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>Requests as a careful client writes them, and ways to read the answers.</summary>
internal static class Requests
{
    public const string Stamp = """<t:ExtendedFieldURI PropertySetId="c11ff724-aa03-4555-9952-8fa248a11c3e" PropertyName="Stamp" PropertyType="String"/>""";
    public const string Calendar = """<t:DistinguishedFolderId Id="calendar"/>""";

    public static string GetFolder(string reference = Calendar, string shape = "AllProperties") =>
        $"""<m:GetFolder><m:FolderShape><t:BaseShape>{shape}</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="folder:EffectiveRights"/><t:FieldURI FieldURI="folder:TotalCount"/><t:ExtendedFieldURI PropertyTag="0x670a" PropertyType="SystemTime"/><t:ExtendedFieldURI PropertyTag="0x670b" PropertyType="Integer"/></t:AdditionalProperties></m:FolderShape><m:FolderIds>{reference}</m:FolderIds></m:GetFolder>""";

    public static string View(string from, string to, int? most = null, string shape = "AllProperties") =>
        $"""<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>{shape}</t:BaseShape></m:ItemShape><m:CalendarView {(most is null ? "" : $"MaxEntriesReturned=\"{most}\" ")}StartDate="{from}" EndDate="{to}"/><m:ParentFolderIds>{Calendar}</m:ParentFolderIds></m:FindItem>""";

    public static string Find(string restriction, int offset = 0, int most = 100, string folder = Calendar) =>
        $"""<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape><m:IndexedPageItemView MaxEntriesReturned="{most}" Offset="{offset}" BasePoint="Beginning"/>{(restriction.Length == 0 ? "" : $"<m:Restriction>{restriction}</m:Restriction>")}<m:ParentFolderIds>{folder}</m:ParentFolderIds></m:FindItem>""";

    public static string IsEqualTo(string path, string value) =>
        $"""<t:IsEqualTo>{path}<t:FieldURIOrConstant><t:Constant Value="{value}"/></t:FieldURIOrConstant></t:IsEqualTo>""";

    public static string Get(string references, string bodyType = "Best") =>
        $"""<m:GetItem><m:ItemShape><t:BaseShape>AllProperties</t:BaseShape><t:BodyType>{bodyType}</t:BodyType><t:AdditionalProperties><t:FieldURI FieldURI="item:ParentFolderId"/><t:FieldURI FieldURI="item:TextBody"/><t:FieldURI FieldURI="calendar:JoinOnlineMeetingUrl"/><t:FieldURI FieldURI="calendar:StartWallClock"/>{Stamp}</t:AdditionalProperties></m:ItemShape><m:ItemIds>{references}</m:ItemIds></m:GetItem>""";

    public static string ItemId(string id, string? changeKey = null) => changeKey is null ? $"""<t:ItemId Id="{id}"/>""" : $"""<t:ItemId Id="{id}" ChangeKey="{changeKey}"/>""";

    public static string ItemId(XElement item) => ItemId(Id(item), Key(item));

    public static string Create(string fields, string send = "SendToNone") =>
        $"""<m:CreateItem SendMeetingInvitations="{send}"><m:SavedItemFolderId>{Calendar}</m:SavedItemFolderId><m:Items><t:CalendarItem>{fields}</t:CalendarItem></m:Items></m:CreateItem>""";

    public static string Times(string start, string end) => $"<t:Start>{start}</t:Start><t:End>{end}</t:End>";

    public static string Update(string reference, string updates, string send = "SendToNone", string conflict = "NeverOverwrite") =>
        $"""<m:UpdateItem ConflictResolution="{conflict}" MessageDisposition="SaveOnly" SendMeetingInvitationsOrCancellations="{send}"><m:ItemChanges><t:ItemChange>{reference}<t:Updates>{updates}</t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>""";

    public static string Set(string path, string property) => $"""<t:SetItemField><t:FieldURI FieldURI="{path}"/><t:CalendarItem>{property}</t:CalendarItem></t:SetItemField>""";

    public static string Clear(string path) => $"""<t:DeleteItemField><t:FieldURI FieldURI="{path}"/></t:DeleteItemField>""";

    public static string Delete(string references, string type = "MoveToDeletedItems", string send = "SendToNone") =>
        $"""<m:DeleteItem DeleteType="{type}" SendMeetingCancellations="{send}"><m:ItemIds>{references}</m:ItemIds></m:DeleteItem>""";

    public static string Move(string references, string folder = """<t:DistinguishedFolderId Id="deleteditems"/>""", string more = "") =>
        $"""<m:MoveItem><m:ToFolderId>{folder}</m:ToFolderId><m:ItemIds>{references}</m:ItemIds>{more}</m:MoveItem>""";

    public static string Sync(string? state = null, int most = 100, string folder = Calendar) =>
        $"""<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:SyncFolderId>{folder}</m:SyncFolderId>{(state is null ? "" : $"<m:SyncState>{state}</m:SyncState>")}<m:MaxChangesReturned>{most}</m:MaxChangesReturned><m:SyncScope>NormalItems</m:SyncScope></m:SyncFolderItems>""";

    public static string WeeklyMondays(string start = "2026-11-23", string range = "") =>
        $"<t:Recurrence><t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday</t:DaysOfWeek></t:WeeklyRecurrence>{(range.Length > 0 ? range : $"<t:NumberedRecurrence><t:StartDate>{start}</t:StartDate><t:NumberOfOccurrences>5</t:NumberOfOccurrences></t:NumberedRecurrence>")}</t:Recurrence>";

    public static List<XElement> Messages(this XElement response) => response.Element(EwsTester.M + "ResponseMessages")!.Elements().ToList();

    public static string Code(this XElement response) => response.Messages()[0].Element(EwsTester.M + "ResponseCode")!.Value;

    public static List<XElement> Items(this XElement response) => response.Descendants(EwsTester.T + "CalendarItem").ToList();

    public static List<XElement> Folders(this XElement response) => response.Descendants().Where(e => e.Element(EwsTester.T + "FolderId") is not null).ToList();

    public static string Id(this XElement item) => item.Element(EwsTester.T + "ItemId")!.Attribute("Id")!.Value;

    public static string Key(this XElement item) => item.Element(EwsTester.T + "ItemId")!.Attribute("ChangeKey")!.Value;

    public static string? Text(this XElement item, string name) => item.Element(EwsTester.T + name)?.Value;

    public static async Task<XElement> CreatedAsync(this EwsTester ews, string fields, string send = "SendToNone")
    {
        var response = await ews.CallAsync(Create(fields, send));
        Assert.Equal("NoError", response.Code());
        return response.Items().Single();
    }

    public static async Task<XElement> GotAsync(this EwsTester ews, string id, string bodyType = "Best")
    {
        var response = await ews.CallAsync(Get(ItemId(id), bodyType));
        Assert.Equal("NoError", response.Code());
        return response.Items().Single();
    }

    public static async Task<string> UpdateCodeAsync(this EwsTester ews, XElement item, string updates, string conflict = "NeverOverwrite") =>
        (await ews.CallAsync(Update(ItemId(item), updates, conflict: conflict))).Code();

    public static async Task<List<XElement>> SeenAsync(this EwsTester ews, string from = "2026-11-01T00:00:00Z", string to = "2027-02-01T00:00:00Z") =>
        (await ews.CallAsync(View(from, to))).Items();
}

/// <summary>Requests about notifications.</summary>
internal static class Subscribing
{
    private const string AllTypes = "<t:EventTypes><t:EventType>CreatedEvent</t:EventType><t:EventType>ModifiedEvent</t:EventType><t:EventType>DeletedEvent</t:EventType><t:EventType>MovedEvent</t:EventType></t:EventTypes>";

    public static string Streaming(string folder = Requests.Calendar, string types = AllTypes) =>
        $"<m:Subscribe><m:StreamingSubscriptionRequest><t:FolderIds>{folder}</t:FolderIds>{types}</m:StreamingSubscriptionRequest></m:Subscribe>";

    public static string Pull(int minutes = 10, string watermark = "") =>
        $"<m:Subscribe><m:PullSubscriptionRequest><t:FolderIds>{Requests.Calendar}</t:FolderIds>{AllTypes}{(watermark.Length == 0 ? "" : $"<t:Watermark>{watermark}</t:Watermark>")}<t:Timeout>{minutes}</t:Timeout></m:PullSubscriptionRequest></m:Subscribe>";

    public static string Open(IEnumerable<string> ids, int minutes = 30) =>
        $"<m:GetStreamingEvents><m:SubscriptionIds>{string.Concat(ids.Select(id => $"<t:SubscriptionId>{id}</t:SubscriptionId>"))}</m:SubscriptionIds><m:ConnectionTimeout>{minutes}</m:ConnectionTimeout></m:GetStreamingEvents>";

    public static string Events(string id, string watermark) => $"<m:GetEvents><m:SubscriptionId>{id}</m:SubscriptionId><m:Watermark>{watermark}</m:Watermark></m:GetEvents>";

    public static string Unsubscribe(string id) => $"<m:Unsubscribe><m:SubscriptionId>{id}</m:SubscriptionId></m:Unsubscribe>";

    public static async Task<string> SubscribedAsync(this EwsTester ews, string? request = null)
    {
        var response = await ews.CallAsync(request ?? Streaming());
        Assert.Equal("NoError", response.Code());
        return response.Descendants(EwsTester.M + "SubscriptionId").Single().Value;
    }

    /// <summary>Opens a stream that works: its first word is "OK".</summary>
    public static async Task<StreamTester> OpenedAsync(this EwsTester ews, params string[] ids) => await (await ews.StreamAsync(Open(ids))).SaysAsync("OK");

    /// <summary>Waits until the server has noticed that nobody listens any more.</summary>
    public static async Task DisconnectedAsync(this SandboxHost host)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        while (host.Get<Sandbox.Notifications.SubscriptionHub>().All.Any(s => s.Connection is not null))
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "The server still holds a connection.");
            await Task.Yield();
        }
    }

    public static string? CodeOf(this XElement? message) => message?.Element(EwsTester.M + "ResponseCode")?.Value;

    public static IEnumerable<string> ErrorIds(this XElement? message) =>
        message?.Element(EwsTester.M + "ErrorSubscriptionIds")?.Elements(EwsTester.M + "SubscriptionId").Select(e => e.Value) ?? [];
}
