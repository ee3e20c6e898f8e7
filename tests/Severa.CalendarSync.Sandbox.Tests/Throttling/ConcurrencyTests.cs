using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Tests.Faults;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Throttling;

public sealed class Requests_at_the_same_time
{
    private const string Delegate = "calendarsync@contoso.test";

    [Theory]
    [InlineData(FaultKind.Slow)]
    [InlineData(FaultKind.SlowBody)]
    public async Task One_too_many_is_refused_whomever_it_is_for_and_the_others_are_answered(FaultKind kind)
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Throttling:MaxConcurrency", "2"));
        using var http = host.Http();
        host.SwitchOn(kind, count: 2, milliseconds: 60_000);
        var slow = new[] { host.Ews().CallAsync(GetFolder()), host.Ews(SandboxHost.Mikael).CallAsync(GetFolder()) };
        await UntilAsync(() => host.Spoiled() == 2);

        var (code, fault) = await host.Ews().FaultAsync(GetFolder());

        Assert.Equal("ErrorExceededConnectionCount", code);
        Assert.Equal([("Policy", "MaxConcurrency"), ("MaxConcurrencyLimit", "2")], fault.Descendants(EwsTester.T + "Value").Select(v => (v.Attribute("Name")!.Value, v.Value)));
        Assert.Equal((2, 3, 1), await CountedAsync(http));
        while (slow.Any(call => !call.IsCompleted))
        {
            host.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        Assert.All(await Task.WhenAll(slow), answer => Assert.Equal("NoError", answer.Code()));
        await UntilAsync(async () => (await CountedAsync(http)).Now == 0);
        Assert.Equal("NoError", (await host.Ews().CallAsync(GetFolder())).Code());
        Assert.Equal((0, 3, 1), await CountedAsync(http));
    }

    [Fact]
    public async Task Without_a_limit_they_are_only_counted_and_counting_starts_anew()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = host.Http();
        host.SwitchOn(FaultKind.Slow, count: 40, milliseconds: 60_000);
        var slow = Enumerable.Range(0, 40).Select(_ => host.Ews().CallAsync(GetFolder())).ToList();
        await UntilAsync(async () => (await CountedAsync(http)).Now == 40);
        using var reset = await http.PostAsync(new Uri(host.Address, "/sandbox/api/concurrency/reset"), null);
        Assert.Equal((40, 40, 0), await CountedAsync(http));
        while (slow.Any(call => !call.IsCompleted))
        {
            host.Clock.Advance(TimeSpan.FromSeconds(30));
            await Task.Yield();
        }

        await Task.WhenAll(slow);
        Assert.Equal((0, 40, 0), await CountedAsync(http));
    }

    [Fact]
    public async Task A_connection_that_stays_open_takes_no_place()
    {
        await using var host = await SandboxHost.StartAsync(("Sandbox:Throttling:MaxConcurrency", "1"));
        using var http = host.Http();
        using var stream = await (await host.Ews().StreamAsync(Subscribing.Open([await host.Ews().SubscribedAsync()]))).SaysAsync("OK");
        Assert.Equal("NoError", (await host.Ews().CallAsync(GetFolder())).Code());
        Assert.Equal((0, 1, 0), await CountedAsync(http));
    }

    [Fact]
    public async Task A_limit_below_nothing_stops_the_start()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => SandboxHost.StartAsync(("Sandbox:Throttling:MaxConcurrency", "-1")));
        Assert.Equal("Sandbox:Throttling:MaxConcurrency is -1; enter 0 for no limit, or a positive number.", error.Failures.Single());
    }

    private static async Task<(int Now, int Highest, int Refused)> CountedAsync(HttpClient http)
    {
        var all = await http.GetFromJsonAsync<JsonElement>("/sandbox/api/concurrency");
        return all.TryGetProperty(Delegate, out var counted)
            ? (counted.GetProperty("now").GetInt32(), counted.GetProperty("highest").GetInt32(), counted.GetProperty("refused").GetInt32())
            : default;
    }

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!await condition())
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
