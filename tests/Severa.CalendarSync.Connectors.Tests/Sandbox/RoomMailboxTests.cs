using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Sandbox;

/// <summary>A room that the organisation lists, and the same mailbox where it lists none (E15).</summary>
public sealed class RoomMailboxTests
{
    private const string Room = "room.5@contoso.test";

    [Theory]
    [InlineData("Exchange2010", ExchangeVersion.Exchange2010, true, 15)]
    [InlineData("Exchange2016", ExchangeVersion.Exchange2016, true, 15)]
    [InlineData("Exchange2016", ExchangeVersion.Exchange2016, false, null)]
    [InlineData("Exchange2007_SP1", ExchangeVersion.Exchange2007, true, null)]
    public async Task Test_and_proof_know_a_room_where_the_server_tells(string product, ExchangeVersion version, bool isRoom, int? expected)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sandbox:ServerVersion"] = product, ["Sandbox:Mailboxes:0:Address"] = ExchangeHost.Aino, ["Sandbox:Mailboxes:1:Address"] = Room,
            ["Sandbox:Mailboxes:1:IsRoom"] = isRoom ? "true" : "false",
        };
        await using var host = await ExchangeHost.StartAsync(more: settings);
        var connection = host.Connection with { Version = version };

        var steps = new List<CheckResult>();
        await foreach (var step in host.Connector.CheckAsync(connection, Room, outOfReach: null, default))
        {
            steps.Add(step);
        }

        var proof = host.Connector.OpenProof(connection, new ExchangeMailbox(Room, Setup.Helsinki));
        var refusal = await Record.ExceptionAsync(() => proof.FindPrimaryAddressAsync(default)) as SideException;

        Assert.Equal(expected, steps.Single(s => s.Step == CheckStep.Rights).ErrorNumber);
        Assert.Equal(expected, refusal?.Number);
        Assert.Equal(ExchangeHost.Aino, await host.Connector.OpenProof(connection, new ExchangeMailbox(ExchangeHost.Aino, Setup.Helsinki)).FindPrimaryAddressAsync(default));
        host.Traffic.AssertValidIfKnown();
    }
}
