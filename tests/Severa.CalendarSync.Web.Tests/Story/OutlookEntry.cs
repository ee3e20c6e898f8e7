using System.Text.Json.Nodes;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>An entry as its owner sees it in Outlook.</summary>
internal sealed record OutlookEntry(string Id, string ChangeKey, string Title, DateTimeOffset Start, DateTimeOffset End, JsonNode Content)
{
    public bool IsAllDay => (bool)Content["isAllDay"]!;

    public string Place => (string?)Content["location"] ?? "";

    public string Notes => (string?)Content["body"]?["value"] ?? "";

    public bool IsPrivate => (string)Content["sensitivity"]! != "Normal";

    /// <summary>Gone for its owner: it may still stand in the calendar.</summary>
    public bool IsCancelledOrDeclined => (bool)Content["isCancelled"]! || (string)Content["myResponse"]! == "Decline";

    public bool IsMeeting => (bool)Content["isMeeting"]!;

    /// <summary>The day it begins on in its own zone.</summary>
    public DateOnly FirstDay =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(Start, TimeZoneInfo.FindSystemTimeZoneById((string)Content["startZone"]!["id"]!)).DateTime);

    public static OutlookEntry Of(JsonNode node)
    {
        var content = node["content"]!;
        return new OutlookEntry(
            (string)node["id"]!, (string)node["changeKey"]!, (string?)content["subject"] ?? "", (DateTimeOffset)content["start"]!, (DateTimeOffset)content["end"]!, content);
    }
}
