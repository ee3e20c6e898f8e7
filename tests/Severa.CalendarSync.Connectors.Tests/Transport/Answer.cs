using System.Globalization;
using System.Text;

namespace Severa.CalendarSync.Connectors.Tests.Transport;

/// <summary>What an Exchange server says.</summary>
internal static class Answer
{
    public const string T = "http://schemas.microsoft.com/exchange/services/2006/types";
    public const string M = "http://schemas.microsoft.com/exchange/services/2006/messages";

    /// <summary>A recorded answer, named after the quirk it shows.</summary>
    public static string File(string name) => System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Answers", name + ".xml"));

    public static string Envelope(string body) => $"""
        <?xml version="1.0" encoding="utf-8"?>
        <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>
        <h:ServerVersionInfo MajorVersion="15" MinorVersion="2" MajorBuildNumber="1544" MinorBuildNumber="4" Version="V2017_07_11" xmlns:h="{T}"/>
        </s:Header><s:Body>{body}</s:Body></s:Envelope>
        """;

    public static string Messages(string operation, params IEnumerable<string> messages) =>
        Envelope($"""<m:{operation}Response xmlns:m="{M}" xmlns:t="{T}"><m:ResponseMessages>{string.Concat(messages)}</m:ResponseMessages></m:{operation}Response>""");

    public static string Message(string operation, string content) =>
        $"""<m:{operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>{content}</m:{operation}ResponseMessage>""";

    public static string Error(string operation, string code, string content = "", string severity = "Error") =>
        $"""<m:{operation}ResponseMessage ResponseClass="{severity}"><m:MessageText>text</m:MessageText><m:ResponseCode>{code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>{content}</m:{operation}ResponseMessage>""";

    public static string Fault(string code, int? backOff = null) => Envelope($"""
        <s:Fault><faultcode xmlns:a="{T}">a:{code}</faultcode><faultstring xml:lang="en-US">text</faultstring><detail>
        <e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">{code}</e:ResponseCode>
        {(backOff is null ? "" : $"""<t:MessageXml xmlns:t="{T}"><t:Value Name="BackOffMilliseconds">{backOff}</t:Value></t:MessageXml>""")}
        </detail></s:Fault>
        """);

    public static string Folder(string id = "F", bool mayWrite = true) => Messages("GetFolder", Message("GetFolder", $"""
        <m:Folders><t:CalendarFolder><t:FolderId Id="{id}" ChangeKey="A"/><t:TotalCount>3</t:TotalCount><t:EffectiveRights>
        <t:CreateAssociated>true</t:CreateAssociated><t:CreateContents>{(mayWrite ? "true" : "false")}</t:CreateContents><t:CreateHierarchy>true</t:CreateHierarchy>
        <t:Delete>true</t:Delete><t:Modify>true</t:Modify><t:Read>true</t:Read></t:EffectiveRights></t:CalendarFolder></m:Folders>
        """));

    public static string Sync(string state, bool isLast = true, params IEnumerable<string> changes) => Messages("SyncFolderItems", Message("SyncFolderItems",
        $"<m:SyncState>{state}</m:SyncState><m:IncludesLastItemInRange>{(isLast ? "true" : "false")}</m:IncludesLastItemInRange><m:Changes>{string.Concat(changes)}</m:Changes>"));

    public static string Changed(string id, string version, string kind = "Update") =>
        $"""<t:{kind}><t:CalendarItem><t:ItemId Id="{id}" ChangeKey="{version}"/></t:CalendarItem></t:{kind}>""";

    public static string Deleted(string id) => $"""<t:Delete><t:ItemId Id="{id}" ChangeKey="D"/></t:Delete>""";

    public static string Found(bool isLast, params IEnumerable<string> items) => Messages("FindItem", Message("FindItem",
        $"""<m:RootFolder IndexedPagingOffset="{items.Count()}" TotalItemsInView="{items.Count()}" IncludesLastItemInRange="{(isLast ? "true" : "false")}"><t:Items>{string.Concat(items)}</t:Items></m:RootFolder>"""));

    public static string Hit(string id, string version, string kind = "Single", string? uid = null) =>
        $"""<t:CalendarItem><t:ItemId Id="{id}" ChangeKey="{version}"/><t:UID>{uid ?? "uid-" + id}</t:UID><t:Start>2026-11-02T08:00:00Z</t:Start><t:CalendarItemType>{kind}</t:CalendarItemType></t:CalendarItem>""";

    public static string Items(string operation, params IEnumerable<string> items) =>
        Messages(operation, items.Select(i => i.StartsWith("<m:", StringComparison.Ordinal) ? i : Message(operation, $"<m:Items>{i}</m:Items>")));

    public static string NoItem(string operation, string code) => Error(operation, code, "<m:Items/>");

    /// <summary>The answer to a create or update.</summary>
    public static string Written(string id, string version) => $"""<t:CalendarItem><t:ItemId Id="{id}" ChangeKey="{version}"/></t:CalendarItem>""";

    public static string Master(string id, string version, string exceptions = "") =>
        $"""<t:CalendarItem><t:ItemId Id="{id}" ChangeKey="{version}"/><t:ParentFolderId Id="F" ChangeKey="A"/><t:UID>series</t:UID><t:CalendarItemType>RecurringMaster</t:CalendarItemType>{exceptions}</t:CalendarItem>""";

    public static string ManyItems(string operation, int from, int count) =>
        Items(operation, Enumerable.Range(from, count).Select(i => new Entry { Id = Id(i), Version = "v" }.Xml()));

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"id{number}");
}
