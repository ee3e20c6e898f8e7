using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Faults;

public sealed class Broken_connections_on_purpose
{
    private static readonly string One = Create("<t:Start>2026-11-24T10:00:00Z</t:Start><t:End>2026-11-24T11:00:00Z</t:End>");

    [Theory]
    [InlineData(FaultKind.DropAnswerAfterCommit, 1)]
    [InlineData(FaultKind.DropBeforeCommit, 0)]
    public async Task A_dropped_answer_tells_nothing(FaultKind kind, int written)
    {
        await using var host = await SandboxHost.StartAsync();
        host.SwitchOn(kind, operation: "CreateItem");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.Ews().PostAsync(One));
        Assert.Equal(written, (await host.Ews().SeenAsync()).Count);
        Assert.Equal("NoError", (await host.Ews().CallAsync(One)).Code());
    }

    [Fact]
    public async Task A_cut_answer_was_carried_out()
    {
        await using var host = await SandboxHost.StartAsync();
        host.SwitchOn(FaultKind.CutBody);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => host.Ews().PostAsync(One));

        Assert.Single(await host.Ews().SeenAsync());
    }

    [Theory]
    [InlineData(FaultKind.Slow)]
    [InlineData(FaultKind.SlowBody)]
    public async Task A_slow_answer_waits_for_the_clock(FaultKind kind)
    {
        await using var host = await SandboxHost.StartAsync();
        host.SwitchOn(kind, milliseconds: 60_000);
        var call = host.Ews().CallAsync(One);
        Assert.False(call.IsCompleted);
        while (!call.IsCompleted)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        Assert.Equal("NoError", (await call).Code());
    }
}
