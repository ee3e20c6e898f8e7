using System.Net;
using System.Text.RegularExpressions;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.Outlook;

public sealed partial class The_Outlook_page
{
    private const string Aino = "?mailbox=aino.virtanen%40contoso.test";

    /// <summary>Only looked at, so that one is enough.</summary>
    private static readonly Lazy<Task<SandboxHost>> Seeded = new(() => SandboxHost.StartAsync(("Sandbox:Seed", "true")));

    [Theory]
    [InlineData("/sandbox")]
    [InlineData("/sandbox/calendar" + Aino)]
    [InlineData("/sandbox/calendar" + Aino + "&day=2026-12-01&done=saved")]
    [InlineData("/sandbox/entry" + Aino)]
    [InlineData("/sandbox/deleted" + Aino)]
    [InlineData("/sandbox/import" + Aino)]
    [InlineData("/sandbox/traffic")]
    [InlineData("/sandbox/faults")]
    [InlineData("/sandbox/faults?kind=ClockSkew&done=on")]
    public async Task Its_parts_have_one_heading_and_nothing_inline(string path)
    {
        using var http = Browser(await Seeded.Value);
        using var response = await http.GetAsync(path);
        var html = await response.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(Headings().Matches(html));
        Assert.DoesNotMatch(@"<script|<style|\sstyle=|\son[a-z]+=", html);
        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        var ids = Ids().Matches(html).Select(m => m.Groups["id"].Value).ToList();
        Assert.Equal(ids.Count, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Labels().Matches(html).Select(m => m.Groups["for"].Value), label => Assert.Contains(label, ids));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = Browser(host);
        using var response = await http.PostAsync("/sandbox/entry", new FormUrlEncodedContent(Fields("x")));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, host.Mailbox().Count(Folders.Calendar));
    }

    [Fact]
    public async Task An_entry_is_added_changed_and_deleted()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = Browser(host);
        await PostAsync(http, "/sandbox/entry" + Aino, "/sandbox/entry", Fields("Lounas <b>"));
        var view = host.Users.Rows(host.Mailbox()).Single();
        Assert.Equal(("Lounas <b>", "Private", 10), (view.Content.Subject, view.Content.Sensitivity, view.Start.Hour));
        Assert.Equal("pekka@x.test", view.Content.Required.Single().Address);
        Assert.Contains("Lounas &lt;b&gt;", await http.GetStringAsync("/sandbox/calendar" + Aino + "&day=2026-11-24"), StringComparison.Ordinal);

        var path = $"/sandbox/entry{Aino}&id={Uri.EscapeDataString(view.Id)}";
        await PostAsync(http, path, "/sandbox/entry", [.. Fields("Päivällinen"), new("id", view.Id)]);
        var changed = host.Users.Rows(host.Mailbox()).Single();
        Assert.Equal("Päivällinen", changed.Content.Subject);
        Assert.NotEqual(view.ChangeKey, changed.ChangeKey);

        await PostAsync(http, path, "/sandbox/entry/delete", [new("mailbox", SandboxHost.Aino), new("id", view.Id)]);
        var thrown = host.Users.Rows(host.Mailbox(), Folders.DeletedItems).Single();
        await PostAsync(http, "/sandbox/deleted" + Aino, "/sandbox/entry/restore", [new("mailbox", SandboxHost.Aino), new("id", thrown.Id)]);
        Assert.Equal("Päivällinen", host.Users.Rows(host.Mailbox()).Single().Content.Subject);
    }

    [Fact]
    public async Task One_occurrence_is_changed_alone()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = Browser(host);
        await PostAsync(http, "/sandbox/entry" + Aino, "/sandbox/entry", [.. Fields("Sarja"), new("repeat", "weekly"), new("repeatuntil", "2026-12-15")]);
        var seen = host.Users.Between(host.Mailbox(), SandboxHost.Monday, SandboxHost.Monday.AddDays(60));
        Assert.Equal(4, seen.Count);
        var slot = seen[1].OriginalStart!.Value.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var moved = Fields("Sarja").Select(f => f.Key is "startdate" or "enddate" ? new KeyValuePair<string, string>(f.Key, "2026-12-02") : f);
        await PostAsync(http, $"/sandbox/entry{Aino}&id={Uri.EscapeDataString(seen[1].Entry.Id)}&slot={slot}", "/sandbox/entry", [.. moved, new("id", seen[1].Entry.Id), new("slot", slot)]);
        Assert.Equal([24, 2, 8, 15], host.Users.Between(host.Mailbox(), SandboxHost.Monday, SandboxHost.Monday.AddDays(60)).Select(v => v.Start.Day));
        await PostAsync(http, $"/sandbox/entry{Aino}&id={Uri.EscapeDataString(seen[1].Entry.Id)}&slot={slot}", "/sandbox/entry/delete", [new("mailbox", SandboxHost.Aino), new("id", seen[1].Entry.Id), new("slot", slot)]);
        Assert.Equal([24, 8, 15], host.Users.Between(host.Mailbox(), SandboxHost.Monday, SandboxHost.Monday.AddDays(60)).Select(v => v.Start.Day));
    }

    [Fact]
    public async Task This_and_following_is_changed_and_deleted_with_the_second_buttons()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = Browser(host);
        await PostAsync(http, "/sandbox/entry" + Aino, "/sandbox/entry", [.. Fields("Sarja"), new("repeat", "weekly"), new("repeatuntil", "2026-12-15")]);
        var third = Seen()[2];
        await PostAsync(http, Path(third), "/sandbox/entry", [.. Fields("Uusi").Where(f => !f.Key.EndsWith("date", StringComparison.Ordinal)), .. Of(third), new("startdate", "2026-12-08"), new("enddate", "2026-12-08")]);
        Assert.Equal(["Sarja", "Sarja", "Uusi", "Uusi"], Seen().Select(v => v.Content.Subject));
        Assert.Equal(2, Seen().Select(v => v.Content.Uid).Distinct(StringComparer.Ordinal).Count());

        var second = Seen()[1];
        await PostAsync(http, Path(second), "/sandbox/entry/delete", [new("mailbox", SandboxHost.Aino), .. Of(second)]);
        Assert.Equal(["Sarja", "Uusi", "Uusi"], Seen().Select(v => v.Content.Subject));

        IReadOnlyList<ItemView> Seen() => host.Users.Between(host.Mailbox(), SandboxHost.Monday, SandboxHost.Monday.AddDays(60));
        static string Slot(ItemView view) => view.OriginalStart!.Value.ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        static string Path(ItemView view) => $"/sandbox/entry{Aino}&id={Uri.EscapeDataString(view.Entry.Id)}&slot={Slot(view)}";
        static KeyValuePair<string, string>[] Of(ItemView view) => [new("id", view.Entry.Id), new("slot", Slot(view)), new("scope", "following")];
    }

    [Fact]
    public async Task What_was_typed_stays_when_something_is_wrong()
    {
        await using var host = await SandboxHost.StartAsync();
        using var http = Browser(host);
        var wrong = Fields("Jää tähän").Select(f => f.Key == "enddate" ? new KeyValuePair<string, string>(f.Key, "2026-11-01") : f).ToList();
        var html = await PostAsync(http, "/sandbox/entry" + Aino, "/sandbox/entry", wrong, HttpStatusCode.OK);
        Assert.Contains("role=\"alert\"", html, StringComparison.Ordinal);
        Assert.Contains("J&#xE4;&#xE4; t&#xE4;h&#xE4;n", html, StringComparison.Ordinal);
        Assert.Equal(0, host.Mailbox().Count(Folders.Calendar));
    }

    [Fact]
    public void Both_languages_have_every_word()
    {
        var texts = new System.Resources.ResourceManager("Severa.CalendarSync.Sandbox.Outlook.OutlookTexts", typeof(SandboxHosting).Assembly);
        var english = Words(texts, "");
        Assert.Equal(english, Words(texts, "fi"));
        Assert.True(english.Count > 60);
    }

    private static List<string> Words(System.Resources.ResourceManager texts, string culture) => texts
        .GetResourceSet(System.Globalization.CultureInfo.GetCultureInfo(culture), true, false)!
        .Cast<System.Collections.DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal).ToList();

    private static HttpClient Browser(SandboxHost host) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = true }) { BaseAddress = host.Address };

    private static List<KeyValuePair<string, string>> Fields(string title) =>
    [
        new("mailbox", SandboxHost.Aino), new("title", title), new("startdate", "2026-11-24"), new("starttime", "12:00"), new("enddate", "2026-11-24"), new("endtime", "13:00"),
        new("place", "Espoo"), new("sensitivity", "Private"), new("freebusy", "Busy"), new("attendees", "Pekka <pekka@x.test>"), new("notes", ""),
    ];

    private static async Task<string> PostAsync(HttpClient http, string from, string to, IEnumerable<KeyValuePair<string, string>> fields, HttpStatusCode expected = HttpStatusCode.Redirect)
    {
        var token = Tokens().Match(await http.GetStringAsync(from)).Groups["token"].Value;
        using var content = new FormUrlEncodedContent(fields.Append(new("__RequestVerificationToken", token)));
        using var response = await http.PostAsync(to, content);
        Assert.Equal(expected, response.StatusCode);
        return await response.Content.ReadAsStringAsync();
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Tokens();

    [GeneratedRegex("<h1", RegexOptions.None, 1000)]
    private static partial Regex Headings();

    [GeneratedRegex(" id=\"(?<id>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Ids();

    [GeneratedRegex("<label for=\"(?<for>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Labels();
}
