using System.Globalization;
using System.Text.Json.Nodes;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Notifications;
using Severa.CalendarSync.Connectors.Tests.Notifications;
using Severa.CalendarSync.Connectors.Tests.Sandbox;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>The simulated Exchange; users act through its own API, and at the end every message must have been a valid one.</summary>
internal sealed class SandboxServer : ContractServer
{
    private readonly ExchangeHost _host;

    private SandboxServer(ExchangeHost host)
    {
        _host = host;
        Count(host.Wire);
    }

    public override string Address => ExchangeHost.Aino;

    public override string? SecondAddress => Listening.Mikael;

    public override DateTimeOffset Monday => ExchangeHost.Monday;

    public override IExchangeConnector Connector => _host.Connector;

    public override IExchangeNotifications Notifications => _host.Notifications;

    public override ExchangeConnectionOptions Connection => _host.Connection;

    public static async Task<ContractServer> StartAsync() => new SandboxServer(await ExchangeHost.StartAsync());

    public override IContractUser User(string? address = null) => new Person(_host, address ?? Address);

    public override async ValueTask DisposeAsync()
    {
        await using (_host)
        {
            _host.Traffic.AssertValidIfKnown();
            Assert.Equal(0, await _host.MailsAsync());
        }
    }

    private sealed class Person(ExchangeHost host, string address) : IContractUser
    {
        public async Task<string> AddAsync(UserDraft entry)
        {
            var json = ExchangeHost.Entry(entry.Title, entry.Start);
            (json["end"], json["location"], json["notes"], json["notesAreHtml"]) = (entry.End, entry.Place, entry.Notes, entry.NotesAreHtml);
            (json["isAllDay"], json["sensitivity"]) = (entry.IsAllDay, entry.IsPrivate ? "Private" : "Normal");
            if (entry.Attendee is not null)
            {
                json["attendees"] = new JsonArray(new JsonObject { ["name"] = "Guest", ["address"] = entry.Attendee });
            }

            if (entry.Mondays is { } count)
            {
                json["recurrence"] = new JsonObject
                {
                    ["kind"] = "Weekly",
                    ["days"] = new JsonArray("Monday"),
                    ["startDate"] = entry.Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                    ["count"] = count,
                };
            }

            return (await host.AddAsync(json, address)).Id;
        }

        public async Task EditAsync(string id, UserChange change, int? index = null)
        {
            var json = new JsonObject();
            foreach (var (name, value) in new[] { ("subject", change.Title), ("location", change.Place), ("notes", change.Html) }.Where(p => p.Item2 is not null))
            {
                json[name] = value;
            }

            json["notesAreHtml"] = change.Html is not null;
            if (change.When is { } when)
            {
                (json["start"], json["end"]) = (when.Start, when.End);
            }

            await host.EditAsync(id, json, await SlotAsync(id, index), address);
        }

        public async Task DeleteAsync(string id, int? index = null) => await host.DeleteAsync(id, await SlotAsync(id, index), address);

        public async Task<IReadOnlyList<string>> DeletedAsync() =>
            [.. (await host.EntriesAsync("deleteditems", address)).Select(e => (string)e["content"]!["subject"]!)];

        /// <summary>The sandbox names an occurrence by its start.</summary>
        private async Task<DateTimeOffset?> SlotAsync(string id, int? index) =>
            index is null ? null : (await host.EntryAsync(id, address))["content"]!["start"]!.GetValue<DateTimeOffset>().AddDays(7 * (index.Value - 1));
    }
}
