using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Exchange.Throttling;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Transport;

/// <summary>A client that talks to a <see cref="Conversation"/>.</summary>
internal static class Setup
{
    public const string Address = "anna@example.org";
    public const string Password = "S3cret-marker";

    public static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

    public static readonly SyncWindow Window = new(
        new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero));

    public static ExchangeConnectionOptions Connection(ExchangeVersion version = ExchangeVersion.Exchange2016) =>
        new(new Uri("https://mail.example.org/EWS/Exchange.asmx"), version, new ExchangeSignIn.Basic(@"EXAMPLE\svc", Password));

    public static EwsClient Client(
        Conversation server, ExchangeVersion version = ExchangeVersion.Exchange2016, TimeProvider? time = null, EwsWireLog? log = null, long maxBytes = 32 << 20,
        SchemaMemory? schemas = null) =>
        Client(server, Connection(version), new EwsCaller(Address, "FLE Standard Time"), time ?? new FakeTimeProvider(), new NetworkOptions { MaxResponseBytes = maxBytes }, log, schemas);

    public static EwsClient Client(
        HttpMessageHandler server, ExchangeConnectionOptions connection, EwsCaller caller, TimeProvider time, NetworkOptions network, EwsWireLog? log = null,
        SchemaMemory? schemas = null, RequestGate? gate = null)
    {
        var session = new ExchangeSession(new BasicAuthorization((ExchangeSignIn.Basic)connection.SignIn), _ => server, time);
        var transport = new EwsTransport(session, session.Requests, connection, log ?? EwsWireLog.None, time, network);
        return new EwsClient(transport, caller, gate ?? new RequestGate(new ThrottlingOptions { Patience = TimeSpan.Zero }, time), schemas ?? new SchemaMemory(time), time);
    }

    public static ExchangeCalendar Calendar(Conversation server, string? folderId = "F", TimeProvider? time = null) =>
        new(Client(server, time: time), new ExchangeMailbox(Address, Helsinki, folderId));

    public static ItemContent Content(string title = "Title", When? when = null) => new() { Title = title, When = when ?? Hour(8) };

    public static When Hour(int hour, string? zone = null) =>
        When.Timed(new DateTimeOffset(2026, 11, 2, hour, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 11, 2, hour + 1, 0, 0, TimeSpan.Zero), zone);

    public static Known Knows(params (string Id, string Version)[] own) => new(own);
}

/// <summary>The versions a ledger would know.</summary>
internal sealed class Known(params (string Id, string Version)[] own) : IKnownVersions
{
    public static readonly Known Nothing = new();

    public Dictionary<(string Id, string Version), ItemKey> Seen { get; } = [];

    public Known With(string id, string version)
    {
        Seen[(id, version)] = ItemKey.Of(id);
        return this;
    }

    public HashSet<string> Awaits { get; } = new(StringComparer.Ordinal);

    public IReadOnlySet<string> Awaited => Awaits;

    public ItemKey? KeyOf(string id, string version) => Seen.GetValueOrDefault((id, version));

    public bool IsOwnWrite(string id, string version) => own.Contains((id, version));

    public bool IsOldNews(string id, string version) => Seen.ContainsKey((id, version));
}
