namespace Severa.CalendarSync.Connectors.Exchange.Ews;

/// <summary>
/// The one place that knows what each product understands. A newer server accepts older schema names, so the oldest
/// schema that has what we need is asked for. A server's own version text is never sent back to it.
/// <see href="https://learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-schema-versions-in-exchange">EWS schema versions</see>.
/// </summary>
/// <param name="Schema">The value of RequestServerVersion.</param>
/// <param name="Since">The oldest server that takes it.</param>
internal sealed record EwsDialect(string Schema, EwsServerVersion Since)
{
    public static readonly EwsDialect Exchange2013Sp1 = new("Exchange2013_SP1", new(15, 0, 847))
    {
        HasReadReceiptSwitch = true, HasJoinUrl = true, HasItemZones = true, HasAnyAddress = true, HasStreaming = true, HasRoomLists = true, HasRecoverableItems = true,
    };

    public static readonly EwsDialect Exchange2010Sp2 = new("Exchange2010_SP2", new(14, 2, 0))
    {
        HasItemZones = true, HasAnyAddress = true, HasStreaming = true, HasRoomLists = true, HasRecoverableItems = true,
    };

    public static readonly EwsDialect Exchange2010Sp1 = Exchange2010Sp2 with { Schema = "Exchange2010_SP1", Since = new(14, 1, 0) };

    public static readonly EwsDialect Exchange2010 = Exchange2010Sp1 with { Schema = "Exchange2010", Since = new(14, 0, 0), HasStreaming = false, HasRecoverableItems = false };

    public static readonly EwsDialect Exchange2007Sp1 = new("Exchange2007_SP1", new(8, 1, 0));

    /// <summary>The one that says most.</summary>
    public static readonly EwsDialect Newest = Exchange2013Sp1;

    private static readonly EwsDialect[] NewestFirst = [Exchange2013Sp1, Exchange2010Sp2, Exchange2010Sp1, Exchange2010, Exchange2007Sp1];

    /// <summary>UpdateItem and DeleteItem know SuppressReadReceipts (2013 SP1).</summary>
    public bool HasReadReceiptSwitch { get; init; }

    /// <summary>Items have JoinOnlineMeetingUrl (2013).</summary>
    public bool HasJoinUrl { get; init; }

    /// <summary>Items have StartTimeZone and EndTimeZone (2010); before, one MeetingTimeZone.</summary>
    public bool HasItemZones { get; init; }

    /// <summary>A mailbox can be impersonated by any of its addresses (2010); before, by the primary one only.</summary>
    public bool HasAnyAddress { get; init; }

    /// <summary>Streaming notifications (2010 SP1).</summary>
    public bool HasStreaming { get; init; }

    /// <summary>The organisation's rooms can be asked for (2010).</summary>
    public bool HasRoomLists { get; init; }

    /// <summary>The folder of what was deleted past Deleted Items has a name (2010 SP1).</summary>
    public bool HasRecoverableItems { get; init; }

    public static EwsDialect Of(ExchangeVersion version) => version switch
    {
        ExchangeVersion.Exchange2007 => Exchange2007Sp1,
        ExchangeVersion.Exchange2010 => Exchange2010Sp2,
        ExchangeVersion.Exchange2013 or ExchangeVersion.Exchange2016 or ExchangeVersion.Exchange2019 or ExchangeVersion.Office365 => Exchange2013Sp1,
    };

    /// <summary>The schema to try next, where the server refused this one; null where the refusal means something else, or nothing older is left.</summary>
    /// <param name="code">What the server answered.</param>
    /// <param name="server">What it says it is, as far as it does.</param>
    public EwsDialect? OlderFor(string code, EwsServerVersion? server) => code switch
    {
        _ when IsVersionRefusal(code) => Older,

        // Servers call what they do not know yet invalid. A server that is new enough means that the request is.
        "ErrorSchemaValidation" or "ErrorInvalidRequest" when server is null || server.IsOlderThan(Since) => Older,
        _ => null,
    };

    /// <summary>The server, or the one the mailbox lives on, does not speak the schema that was asked for.</summary>
    private static bool IsVersionRefusal(string code) => ErrorTable.Says(code, ErrorActions.AskOlder);

    private EwsDialect? Older => NewestFirst.SkipWhile(d => d != this).ElementAtOrDefault(1);
}
