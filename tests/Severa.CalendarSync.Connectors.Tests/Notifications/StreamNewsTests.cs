using System.Xml.Linq;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.Ews;
using Severa.CalendarSync.Connectors.Exchange.Notifications;
using Severa.CalendarSync.Connectors.Tests.Sandbox;
using Severa.CalendarSync.Connectors.Tests.Transport;

namespace Severa.CalendarSync.Connectors.Tests.Notifications;

public sealed class StreamNewsTests
{
    private const string Event = "<t:ModifiedEvent><t:TimeStamp>2026-11-01T10:00:00Z</t:TimeStamp></t:ModifiedEvent>";
    private const string Status = "<t:StatusEvent><t:Watermark>W</t:Watermark></t:StatusEvent>";

    [Theory]
    [InlineData("m")]
    [InlineData("t")]
    public void Both_namespaces_are_understood(string prefix)
    {
        var changed = Read(Answer.Message("GetStreamingEvents", $"<m:Notifications><{prefix}:Notification><t:SubscriptionId>S</t:SubscriptionId>{Event}</{prefix}:Notification></m:Notifications>"));
        var failed = Read(Answer.Error("GetStreamingEvents", "ErrorSubscriptionNotFound", $"<m:ErrorSubscriptionIds><{prefix}:SubscriptionId>A</{prefix}:SubscriptionId><{prefix}:SubscriptionId>B</{prefix}:SubscriptionId></m:ErrorSubscriptionIds>"));

        Assert.Equal((true, "S"), (changed.IsGood, Assert.Single(changed.Changed)));
        Assert.Equal("ErrorSubscriptionNotFound", failed.Code);
        Assert.Equal(["A", "B"], failed.Failed);
    }

    [Fact]
    public void Signs_of_life_are_no_change()
    {
        Assert.Empty(Read(Answer.Message("GetStreamingEvents", $"<m:Notifications><m:Notification><t:SubscriptionId>S</t:SubscriptionId>{Status}</m:Notification></m:Notifications>")).Changed);
        Assert.False(Read(Answer.Message("GetStreamingEvents", "<m:ConnectionStatus>OK</m:ConnectionStatus>")).IsClosed);
        Assert.True(Read(Answer.Message("GetStreamingEvents", "<m:ConnectionStatus>Closed</m:ConnectionStatus>")).IsClosed);
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2007, false)]
    [InlineData(ExchangeVersion.Exchange2010, true)]
    [InlineData(ExchangeVersion.Exchange2013, true)]
    [InlineData(ExchangeVersion.Exchange2016, true)]
    [InlineData(ExchangeVersion.Exchange2019, true)]
    [InlineData(ExchangeVersion.Office365, true)]
    public async Task Who_tells_changes(ExchangeVersion version, bool tells)
    {
        await using var host = await ExchangeHost.StartAsync();

        Assert.Equal(tells, host.Notifications.CanListen(version));
    }

    [Theory]
    [InlineData(1, 1, 60)]
    [InlineData(2, 2, 120)]
    [InlineData(7, 60, 3600)]
    [InlineData(1000, 60, 3600)]
    public void Pauses_grow(int times, int ofConnection, int ofMailbox)
    {
        Assert.Equal(TimeSpan.FromSeconds(ofConnection), Pauses.OfConnection(times));
        Assert.Equal(TimeSpan.FromSeconds(ofMailbox), Pauses.OfMailbox(times));
    }

    [Fact]
    public void Group_has_at_most_200_mailboxes()
    {
        var group = new ListeningGroup();
        group.Set(Enumerable.Range(0, 200).Select(i => $"{i}@x.test"));

        Assert.Throws<ArgumentException>(() => group.Set(Enumerable.Range(0, 201).Select(i => $"{i}@x.test")));
        Assert.Equal(200, group.Addresses.Count);
    }

    private static StreamNews Read(string message)
    {
        var element = XElement.Parse(message.Replace("<m:GetStreamingEventsResponseMessage", $"<m:GetStreamingEventsResponseMessage xmlns:m=\"{Answer.M}\" xmlns:t=\"{Answer.T}\"", StringComparison.Ordinal));
        return Assert.Single(new GetStreamingEventsOperation(["S"]).Read([new EwsMessage(element)]));
    }
}
