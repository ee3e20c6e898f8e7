using System.Text;
using Microsoft.Extensions.Logging;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Ews;

public sealed class RedactionTests
{
    private const string Marker = "MARKER-7431";

    [Fact]
    public async Task Nothing_of_a_person_reaches_the_log()
    {
        var log = new ListLogger();
        var server = new Conversation().Expect("CreateItem", Answer.Items("CreateItem", Answer.Written("new", "v1"))).Expect("GetItem", Answer.Items("GetItem", new Entry
        {
            Subject = Marker,
            Body = Marker,
            Location = Marker,
            Attendees = $"<t:RequiredAttendees><t:Attendee><t:Mailbox><t:Name>{Marker}</t:Name><t:EmailAddress>{Marker}@example.org</t:EmailAddress></t:Mailbox></t:Attendee></t:RequiredAttendees>",
        }.Xml()));
        var client = Setup.Client(server, log: new EwsWireLog(log, WireLogLevel.Messages));

        await new ExchangeCalendar(client, new ExchangeMailbox(Setup.Address, Setup.Helsinki, "F")).CreateAsync(
            [new ItemDraft(Guid.Empty, Setup.Content(Marker) with { Notes = Marker, Place = Marker })], default);
        await client.SendAsync(new GetItemOperation([new ItemRef("id")], ItemShape.Entry), default);

        var text = string.Join('\n', log.Lines);
        Assert.All([Marker, Setup.Password, Setup.Address, "svc"], secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        Assert.All(["<Subject>***</Subject>", "<ResponseCode>NoError</ResponseCode>", "Id=\"new\"", "CreateItem of 1"], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(WireLogLevel.Off, 0)]
    [InlineData(WireLogLevel.Summary, 1)]
    [InlineData(WireLogLevel.Messages, 3)]
    public async Task Log_is_opt_in(WireLogLevel level, int lines)
    {
        var log = new ListLogger();
        var server = new Conversation().Expect("GetFolder", Answer.Folder());

        await Setup.Client(server, log: new EwsWireLog(log, level)).SendAsync(new GetFolderOperation(EwsFolderId.Calendar), default);

        Assert.Equal(lines, log.Lines.Count);
    }

    [Fact]
    public async Task Failure_is_logged_by_code_only()
    {
        var log = new ListLogger();
        var server = new Conversation().Expect("GetFolder", Marker, System.Net.HttpStatusCode.Forbidden, "text/html");

        await Assert.ThrowsAsync<SideException>(() =>
            Setup.Client(server, log: new EwsWireLog(log, WireLogLevel.Summary)).SendAsync(new GetFolderOperation(EwsFolderId.Calendar), default));

        Assert.Contains("failed, Http403", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<a><Subject>x</Subject></a>", "<a><Subject>***</Subject></a>")]
    [InlineData("<a><Neverheardof>x</Neverheardof></a>", "<a><Neverheardof>***</Neverheardof></a>")]
    [InlineData("<a><Subject><![CDATA[x]]></Subject></a>", "<a><Subject>***</Subject></a>")]
    [InlineData("<a secret=\"x\" Id=\"AA\"/>", "<a secret=\"***\" Id=\"AA\"/>")]
    [InlineData("<a><ResponseCode>E</ResponseCode>x</a>", "<a><ResponseCode>E</ResponseCode>***</a>")]
    [InlineData("<a><Start>1</Start><Body>x", "<a><Start>1</Start><Body>*** [not well formed from here]")]
    [InlineData("x", " [not well formed from here]")]
    public void Only_what_is_named_is_shown(string message, string expected) => Assert.Equal(expected, Redaction.Redact(Encoding.UTF8.GetBytes(message)));

    private sealed class ListLogger : ILogger
    {
        public List<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }
}
