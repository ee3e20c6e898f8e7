using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Severa.CalendarSync.Sandbox.Tests.Support;
using static Severa.CalendarSync.Sandbox.Tests.Support.Requests;

namespace Severa.CalendarSync.Sandbox.Tests.Api;

public sealed class The_test_api
{
    private const string Entries = "/sandbox/api/mailboxes/aino.virtanen@contoso.test/entries";

    [Fact]
    public async Task It_wants_its_header()
    {
        await using var host = await SandboxHost.StartAsync();
        using var bare = new HttpClient { BaseAddress = host.Address };
        using var response = await bare.GetAsync("/sandbox/api/mailboxes");
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Mailboxes_are_listed()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = host.Http();
        var list = await http.GetFromJsonAsync<JsonElement>("/sandbox/api/mailboxes");
        Assert.Equal(3, list.GetArrayLength());
        Assert.Equal("mikael@contoso.test", list[1].GetProperty("aliases")[0].GetString());
    }

    [Fact]
    public async Task Users_write_and_clients_see_it()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = host.Http();
        var created = await SendAsync(http, HttpMethod.Post, Entries, new
        {
            subject = "Viikko", start = "2026-11-23T09:00:00+02:00", end = "2026-11-23T10:00:00+02:00", sensitivity = "Private", notes = "n",
            recurrence = new { kind = "Weekly", days = new[] { "Monday" }, startDate = "2026-11-23", count = 3 },
        });
        var id = created.GetProperty("id").GetString()!;
        Assert.Equal("RecurringMaster", created.GetProperty("kind").GetString());
        var state = (await host.Ews().CallAsync(Sync())).Descendants(EwsTester.M + "SyncState").Single().Value;
        var query = $"?id={Uri.EscapeDataString(id)}&originalStart={Uri.EscapeDataString("2026-11-30T07:00:00Z")}";
        var changed = await SendAsync(http, HttpMethod.Put, Entries + query, new { subject = "Vain tämä" });
        Assert.Equal("Exception", changed.GetProperty("kind").GetString());
        Assert.NotEqual(created.GetProperty("changeKey").GetString(), changed.GetProperty("changeKey").GetString());
        Assert.Equal(id, (await host.Ews().CallAsync(Sync(state))).Items().Single().Id());
        using var deleted = await http.DeleteAsync(new Uri(host.Address, Entries + query.Replace("11-30", "12-07", StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        Assert.Equal(["Viikko", "Vain tämä"], (await host.Ews().SeenAsync()).Select(i => i.Text("Subject")));
        var range = await http.GetFromJsonAsync<JsonElement>(Entries + "?from=2026-11-01T00:00:00Z&to=2026-12-31T00:00:00Z");
        Assert.Equal(2, range.GetArrayLength());
        Assert.Equal(id, range[0].GetProperty("masterId").GetString());
    }

    [Fact]
    public async Task Stamps_are_shown_raw()
    {
        await using var host = await SandboxHost.StartAsync();
        await host.Ews().CreatedAsync($"<t:ExtendedProperty>{Stamp}<t:Value>{new string('s', 300)}</t:Value></t:ExtendedProperty>" + Times("2026-11-24T10:00:00Z", "2026-11-24T11:00:00Z"));
        using var http = host.Http();
        var rows = await http.GetFromJsonAsync<JsonElement>(Entries);
        var stamp = rows[0].GetProperty("content").GetProperty("extended")[0];
        Assert.Equal("Stamp", stamp.GetProperty("property").GetProperty("name").GetString());
        Assert.Equal(300, stamp.GetProperty("values")[0].GetString()!.Length);
    }

    [Fact]
    public async Task Moving_gives_a_new_id_and_refusals_are_problems()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = host.Http();
        var created = await SendAsync(http, HttpMethod.Post, Entries, new { subject = "x", start = "2026-11-24T10:00:00Z", end = "2026-11-24T11:00:00Z" });
        var id = Uri.EscapeDataString(created.GetProperty("id").GetString()!);
        using var refused = await http.PutAsJsonAsync(Entries + "?id=" + id, new { end = "2026-11-23T10:00:00Z" });
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("ErrorCalendarEndDateIsEarlierThanStartDate", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var moved = await SendAsync(http, HttpMethod.Post, $"{Entries}/move?id={id}&folder=deleteditems", new { });
        Assert.NotEqual(created.GetProperty("id").GetString(), moved.GetProperty("id").GetString());
        Assert.Equal("deleteditems", moved.GetProperty("folder").GetString());
    }

    [Fact]
    public async Task Counters_count_and_start_anew()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = host.Http();
        await host.Ews().CallAsync(GetFolder());
        await host.Ews().CallAsync(GetFolder());
        var report = await http.GetFromJsonAsync<JsonElement>("/sandbox/api/counters/aino.virtanen@contoso.test");
        Assert.Equal(2, report.GetProperty("operations").GetProperty("GetFolder").GetInt32());
        Assert.True(report.GetProperty("bytesIn").GetInt64() > 500 && report.GetProperty("bytesOut").GetInt64() > 500);
        using var reset = await http.PostAsync(new Uri(host.Address, "/sandbox/api/counters/reset"), null);
        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Empty((await http.GetFromJsonAsync<JsonElement>("/sandbox/api/counters")).EnumerateObject());
    }

    [Fact]
    public async Task A_file_can_be_imported()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = host.Http();
        using var file = new StringContent("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261124T100000Z\nDTEND:20261124T110000Z\nSUMMARY:Tuotu\nEND:VEVENT\nEND:VCALENDAR", Encoding.UTF8, "text/calendar");
        using var response = await http.PostAsync(new Uri(host.Address, "/sandbox/api/mailboxes/aino.virtanen@contoso.test/import"), file);
        var report = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(1, report.GetProperty("imported").GetInt32());
        Assert.Equal("Tuotu", (await host.Ews().SeenAsync()).Single().Text("Subject"));
    }

    private static async Task<JsonElement> SendAsync(HttpClient http, HttpMethod method, string path, object body)
    {
        using var request = new HttpRequestMessage(method, new Uri(http.BaseAddress!, path)) { Content = JsonContent.Create(body) };
        using var response = await http.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
