using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Core.Items;

namespace Severa.CalendarSync.Connectors.Exchange.Mapping;

/// <summary>An item as the service sees it, or the reason why it cannot be read.</summary>
internal sealed record MappedEntry(CalendarItem? Item, string Code)
{
    public static MappedEntry Of(CalendarItem item) => new(item, EwsMessage.NoError);

    public static MappedEntry Damaged(string code) => new(null, code);
}

/// <summary>Turns what GetItem returned into an entry.</summary>
internal sealed class EntryMapper(TimeZoneInfo userZone)
{
    private const int Cancelled = 4;
    private const int Meeting = 1;
    private const int Received = 2;

    private readonly string? _userWindowsZone = ZoneNames.ToWindows(userZone.Id);

    public MappedEntry Map(ItemAnswer<XElement> answer) => answer.Value is { } item ? Map(item) : MappedEntry.Damaged(answer.Code);

    /// <summary>The zone an item was made in, where it is one we know.</summary>
    public TimeZoneInfo? ZoneOf(XElement item)
    {
        var zone = item.Child("StartTimeZone");
        return ZoneNames.Find(zone?.Attribute("Id")?.Value) ?? ZoneNames.Find(zone?.Attribute("Name")?.Value);
    }

    private MappedEntry Map(XElement item)
    {
        if (item.Name.LocalName != "CalendarItem")
        {
            return MappedEntry.Damaged("NotACalendarItem");
        }

        if (item.ItemIdOf() is not { ChangeKey: { } version } id || KeyOf(item, id.Id) is not { } key)
        {
            return MappedEntry.Damaged("NoIdentity");
        }

        if (WhenOf(item) is not { } when)
        {
            return MappedEntry.Damaged("NoValidTime");
        }

        var notes = PlainText.Lines(item.TextOf("Body"));
        var stamp = StampOf(item);
        return MappedEntry.Of(new CalendarItem
        {
            Key = key,
            Version = version,
            Content = ContentOf(item, when, notes),
            ModifiedAt = item.InstantOf("LastModifiedTime") ?? DateTimeOffset.UnixEpoch,
            Uid = item.TextOf("UID"),
            Stamp = stamp,
            MadeForLink = stamp?.LinkId,
            Entry = FactsOf(item, notes),
        });
    }

    /// <summary>An occurrence is its series and the start it had before anybody moved it.</summary>
    public static ItemKey? KeyOf(XElement item, string id)
    {
        if (item.TextOf("CalendarItemType") is not ("Occurrence" or "Exception"))
        {
            return ItemKey.Of(id);
        }

        var slot = item.InstantOf("OriginalStart") ?? (item.TextOf("CalendarItemType") == "Occurrence" ? item.InstantOf("Start") : null);
        return item.TextOf("UID") is { Length: > 0 } uid && slot is not null ? ItemKey.Occurrence(uid, slot.Value, id) : null;
    }

    private static ItemContent ContentOf(XElement item, When when, string notes) => new()
    {
        Title = PlainText.Line(item.TextOf("Subject")),
        When = when,
        Place = PlainText.Line(item.TextOf("Location")),
        Notes = notes,
        Privacy = item.TextOf("Sensitivity") is "Private" or "Personal" or "Confidential" ? Privacy.Private : Privacy.Normal,
    };

    private static Stamp? StampOf(XElement item) => item.Elements()
        .Where(e => e.Name.LocalName == "ExtendedProperty" && e.Child("ExtendedFieldURI")?.Attribute("PropertyName")?.Value == OurProperty.Stamp.Name)
        .Select(e => Stamp.Parse(e.TextOf("Value")))
        .FirstOrDefault();

    private static EntryFacts FactsOf(XElement item, string notes)
    {
        var state = item.NumberOf("AppointmentState") ?? 0;
        var response = item.TextOf("MyResponseType");
        var hasAttendees = item.FlagOf("IsMeeting")
            || (state & (Meeting | Received)) != 0
            || response is "Tentative" or "Accept" or "Decline" or "NoResponseReceived"
            || item.ChildrenOf("RequiredAttendees").Any() || item.ChildrenOf("OptionalAttendees").Any() || item.ChildrenOf("Resources").Any();
        return new EntryFacts(
            hasAttendees,
            IsCancelled: item.FlagOf("IsCancelled") || (state & Cancelled) != 0,
            IsDeclined: response == "Decline",
            HasOnlineMeeting: OnlineMeeting.IsIn(item, notes));
    }

    private When? WhenOf(XElement item)
    {
        if (item.InstantOf("Start") is not { } start || item.InstantOf("End") is not { } end || end < start)
        {
            return null;
        }

        return item.FlagOf("IsAllDayEvent")
            ? AllDayDates.Read(start, end, ZoneOf(item), userZone)
            : When.Timed(start, end, ZoneIdOf(item));
    }

    /// <summary>One Windows zone stands for several of IANA: the user's own is taken where it is one of them.</summary>
    private string? ZoneIdOf(XElement item)
    {
        var zone = item.Child("StartTimeZone")?.Attribute("Id")?.Value;
        return zone is not null && string.Equals(zone, _userWindowsZone, StringComparison.OrdinalIgnoreCase) ? userZone.Id : ZoneNames.ToIana(zone);
    }
}
