using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Faults;

public sealed class Faults_by_the_api
{
    [Fact]
    public async Task They_meet_what_they_are_meant_for_and_are_counted()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = host.Http();
        await AddAsync(http, new { kind = "Http503", mailbox = SandboxHost.Aino, operation = "GetFolder", count = 2 });

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, SandboxHost.Mikael, GetFolder()));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, SandboxHost.Aino, Sync()));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(host, SandboxHost.Aino, GetFolder()));
        Assert.Equal((1, 1, false), await OnlyAsync(http));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(host, SandboxHost.Aino, GetFolder()));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, SandboxHost.Aino, GetFolder()));
        Assert.Equal((2, 0, true), await OnlyAsync(http));
    }

    [Fact]
    public async Task They_last_until_they_are_switched_off()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = host.Http();
        var number = (await AddAsync(http, new { kind = "Http403", isLasting = true })).GetProperty("number").GetInt32();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(host, SandboxHost.Aino, GetFolder()));
        }

        Assert.Equal((5, null, false), await OnlyAsync(http));
        using var off = await http.DeleteAsync(new Uri($"/sandbox/api/faults/{number}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, off.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(host, SandboxHost.Aino, GetFolder()));
        Assert.Equal((5, 0, true), await OnlyAsync(http));
        using var unknown = await http.DeleteAsync(new Uri("/sandbox/api/faults/4711", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using var all = await http.DeleteAsync(new Uri("/sandbox/api/faults", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, all.StatusCode);
        Assert.Empty(host.Get<FaultPlan>().All);
    }

    [Fact]
    public async Task A_share_of_the_requests_is_spoiled_by_dice_that_always_fall_the_same()
    {
        var spoiled = new List<string>();
        for (var start = 0; start < 2; start++)
        {
            await using var host = await SandboxHost.StartAsync(("Sandbox:SeedNumber", "1"));
            using var http = host.Http();
            await AddAsync(http, new { kind = "Http503", percent = 10, isLasting = true });
            var statuses = new List<HttpStatusCode>();
            for (var i = 0; i < 200; i++)
            {
                statuses.Add(await StatusAsync(host, SandboxHost.Aino, GetFolder()));
            }

            Assert.Equal(statuses.Count(status => status == HttpStatusCode.ServiceUnavailable), host.Spoiled());
            Assert.InRange(host.Spoiled(), 10, 35);
            spoiled.Add(string.Join(' ', statuses));
        }

        Assert.Equal(spoiled[0], spoiled[1]);
    }

    [Theory]
    [InlineData("""{"kind":"Gremlins"}""", "A fault has a kind")]
    [InlineData("""{"kind":99}""", "A fault has a kind")]
    [InlineData("""{"kind":"Slow","count":0}""", "positive count")]
    [InlineData("""{"kind":"Slow","milliseconds":-1}""", "Milliseconds")]
    [InlineData("""{"kind":"Slow","operation":"SendItem"}""", "no operation of that name")]
    [InlineData("""{"kind":"Slow","percent":0}""", "Percent is from 1 to 100")]
    [InlineData("""{"kind":"Slow","percent":101}""", "Percent is from 1 to 100")]
    [InlineData("""{"kind":"MailboxMoved","percent":50}""", "not for what happens once")]
    [InlineData("""{"kind":"ClockSkew","percent":50,"isLasting":true}""", "not for what happens once or is a state")]
    [InlineData("""{"kind":"MailboxMoved","isLasting":true}""", "happens once")]
    [InlineData("""{"kind":"MailboxMoved","count":2}""", "happens once")]
    [InlineData("""{"kind":"ClockSkew","milliseconds":60000}""", "until it is switched off")]
    public async Task A_wish_that_makes_no_sense_is_refused(string wish, string reason)
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = host.Http();
        using var content = new StringContent(wish, Encoding.UTF8, "application/json");
        using var refused = await http.PostAsync(new Uri("/sandbox/api/faults", UriKind.Relative), content);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains(reason, await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Get<FaultPlan>().All);
    }

    [Fact]
    public void Every_kind_has_a_script() => Assert.All(Enum.GetValues<FaultKind>(), kind => Assert.NotNull(FaultScripts.Of(kind)));

    [Fact]
    public void What_is_over_is_forgotten_in_the_end_and_what_is_on_is_not()
    {
        var plan = new FaultPlan();
        var on = plan.Add(new FaultRule(FaultKind.Slow, IsLasting: true));
        for (var i = 0; i < 150; i++)
        {
            plan.SwitchOff(plan.Add(new FaultRule(FaultKind.Http500)).Number);
        }

        Assert.Equal(100, plan.All.Count);
        Assert.Equal(on, plan.All[0]);
    }

    private static async Task<JsonElement> AddAsync(HttpClient http, object fault)
    {
        using var response = await http.PostAsJsonAsync("/sandbox/api/faults", fault);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<(int Spoiled, int? Left, bool IsOver)> OnlyAsync(HttpClient http)
    {
        var fault = Assert.Single((await http.GetFromJsonAsync<JsonElement>("/sandbox/api/faults")).EnumerateArray());
        var left = fault.GetProperty("left");
        return (fault.GetProperty("spoiled").GetInt32(), left.ValueKind == JsonValueKind.Null ? null : left.GetInt32(), fault.GetProperty("isOver").GetBoolean());
    }

    private static async Task<HttpStatusCode> StatusAsync(SandboxHost host, string mailbox, string request)
    {
        using var response = await host.Ews(mailbox).PostAsync(request);
        return response.StatusCode;
    }
}
