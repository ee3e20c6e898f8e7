using System.Security;

namespace Severa.CalendarSync.Connectors.Tests.Transport;

/// <summary>An appointment as GetItem shows it.</summary>
internal sealed record Entry
{
    public string Id { get; init; } = "id";

    public string Version { get; init; } = "v1";

    public string Folder { get; init; } = "F";

    public string Subject { get; init; } = "Title";

    public string Body { get; init; } = "";

    public string Sensitivity { get; init; } = "Normal";

    public string? Stamp { get; init; }

    public string Uid { get; init; } = "uid";

    public string Start { get; init; } = "2026-11-02T08:00:00Z";

    public string End { get; init; } = "2026-11-02T09:00:00Z";

    public string? OriginalStart { get; init; }

    public bool IsAllDay { get; init; }

    public string Location { get; init; } = "";

    public string Kind { get; init; } = "Single";

    public string Zone { get; init; } = "<t:StartTimeZone Id=\"FLE Standard Time\" Name=\"(UTC+02:00) Helsinki\"/>";

    /// <summary>Elements between IsMeeting and StartTimeZone, in the schema's order.</summary>
    public string MeetingFacts { get; init; } = "<t:IsMeeting>false</t:IsMeeting><t:IsCancelled>false</t:IsCancelled>";

    public string AfterKind { get; init; } = "<t:MyResponseType>Organizer</t:MyResponseType>";

    public string Attendees { get; init; } = "";

    public string Last { get; init; } = "";

    public string Xml() => $"""
        <t:CalendarItem><t:ItemId Id="{Id}" ChangeKey="{Version}"/><t:ParentFolderId Id="{Folder}" ChangeKey="A"/><t:Subject>{Escape(Subject)}</t:Subject><t:Sensitivity>{Sensitivity}</t:Sensitivity><t:Body BodyType="Text">{Escape(Body)}</t:Body>{StampXml}<t:LastModifiedTime>2026-11-01T10:00:00Z</t:LastModifiedTime><t:UID>{Uid}</t:UID><t:Start>{Start}</t:Start><t:End>{End}</t:End>{OriginalXml}<t:IsAllDayEvent>{(IsAllDay ? "true" : "false")}</t:IsAllDayEvent><t:Location>{Escape(Location)}</t:Location>{MeetingFacts}<t:CalendarItemType>{Kind}</t:CalendarItemType>{AfterKind}{Attendees}{Zone}{Last}</t:CalendarItem>
        """;

    private string StampXml => Stamp is null ? "" : $"""
        <t:ExtendedProperty><t:ExtendedFieldURI PropertySetId="6f1c3f6e-2f0b-4a57-9d5e-7a0c9b1e4d28" PropertyName="CalendarSyncLink" PropertyType="String"/><t:Value>{Stamp}</t:Value></t:ExtendedProperty>
        """;

    private string OriginalXml => OriginalStart is null ? "" : $"<t:OriginalStart>{OriginalStart}</t:OriginalStart>";

    private static string Escape(string text) => SecurityElement.Escape(text);
}
