using System.Net;
using System.Net.Http.Json;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Ews;

public sealed class Faults_on_purpose
{
    private static readonly string One = Create("<t:Start>2026-11-24T10:00:00Z</t:Start><t:End>2026-11-24T11:00:00Z</t:End>");

    [Theory]
    [InlineData("DropAnswerAfterCommit", 1)]
    [InlineData("DropBeforeCommit", 0)]
    public async Task A_dropped_answer_tells_nothing(string kind, int written)
    {
        await using var host = await SandboxHost.StartAsync();
        await AddAsync(host, new { kind, operation = "CreateItem" });
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.Ews().PostAsync(One));
        Assert.Equal(written, (await host.Ews().SeenAsync()).Count);
        Assert.Equal("NoError", (await host.Ews().CallAsync(One)).Code());
    }

    [Fact]
    public async Task The_server_can_be_unavailable_or_busy()
    {
        await using var host = await SandboxHost.StartAsync();
        await AddAsync(host, new { kind = "Http503", mailbox = SandboxHost.Aino });
        await AddAsync(host, new { kind = "ServerBusy", milliseconds = 5000 });
        using var unavailable = await host.Ews().PostAsync(One);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unavailable.StatusCode);
        var (code, fault) = await host.Ews().FaultAsync(One);
        Assert.Equal("ErrorServerBusy", code);
        Assert.Equal("5000", fault.Descendants(EwsTester.T + "Value").Single(v => v.Attribute("Name")!.Value == "BackOffMilliseconds").Value);
        Assert.Equal("NoError", (await host.Ews().CallAsync(One)).Code());
    }

    [Fact]
    public async Task A_slow_answer_waits_for_the_clock()
    {
        await using var host = await SandboxHost.StartAsync();
        await AddAsync(host, new { kind = "Slow", milliseconds = 60_000 });
        var call = host.Ews().CallAsync(One);
        while (!call.IsCompleted)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        Assert.Equal("NoError", (await call).Code());
    }

    private static async Task AddAsync(SandboxHost host, object fault)
    {
        using var http = host.Http();
        using var response = await http.PostAsJsonAsync("/sandbox/api/faults", fault);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
