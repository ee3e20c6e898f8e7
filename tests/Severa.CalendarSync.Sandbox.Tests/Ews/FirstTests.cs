using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Creating_an_entry
{
    [Fact]
    public async Task The_created_entry_can_be_read()
    {
        await using var host = await SandboxHost.StartAsync();
        var created = await host.Ews().CreatedAsync("<t:Subject>Palaveri</t:Subject>" + Requests.Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z"));
        var item = await host.Ews().GotAsync(created.Id());
        Assert.Equal("Palaveri", item.Text("Subject"));
        Assert.Equal("2026-11-24T10:00:00Z", item.Text("Start"));
        Assert.Equal(created.Key(), item.Key());
    }
}
