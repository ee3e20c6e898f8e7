using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Tests.Operations;

/// <summary>P9: what operators see, by ids and numbers.</summary>
public sealed partial class OperationsPagesTests(OperationsPagesTests.FailingApp app) : IClassFixture<OperationsPagesTests.FailingApp>
{
    [Fact]
    public async Task Failures_AreGroupedByError_WithHelp()
    {
        using var visitor = await app.VisitAsync();
        var page = WebUtility.HtmlDecode(await visitor.ReadAsync("/operations"));
        var groups = Rows().Matches(Section(page, "failures")).Select(row => Words(row.Value)).ToList();
        Assert.Equal(3, groups.Count);
        Assert.Contains(groups, words => words.StartsWith("E22 ", StringComparison.Ordinal) && words.Contains("ErrorServerBusy 3 2 ", StringComparison.Ordinal));
        Assert.Contains(groups, words => words.StartsWith("E1 ", StringComparison.Ordinal) && words.Contains("Http401 1 1 ", StringComparison.Ordinal));
        Assert.Contains(groups, words => words.StartsWith("E0 ", StringComparison.Ordinal) && words.Contains("InvalidOperationException 1 1 ", StringComparison.Ordinal));
        Assert.Contains("href=\"/help/errors#e22\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/operations/runs?error=22\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_TellsQueueAndNodes_AndRefreshesByItself()
    {
        using var visitor = await app.VisitAsync();
        var page = await visitor.ReadAsync("/operations");
        Assert.Contains("data-refresh=\"/operations\"", Section(page, "live-title"), StringComparison.Ordinal);
        Assert.Equal(["Mailboxes", "Late", "Due", "Queued", "Running", "Held", "Jobs waiting"], Facts().Matches(page).Select(m => m.Groups["name"].Value));
        Assert.Contains(Environment.MachineName.ToLowerInvariant(), Section(page, "nodes"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("href=\"/operations/jobs\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chart_ShowsWhatTheLastHourDid()
    {
        var throughput = app.Services.GetRequiredService<Throughput>();
        throughput.Note(changes: 4321);
        throughput.Publish();
        using var visitor = await app.VisitAsync();
        var live = WebUtility.HtmlDecode(Section(await visitor.ReadAsync("/operations"), "live-title"));
        Assert.Contains("<rect", live, StringComparison.Ordinal);
        Assert.Contains("4,321 in the last hour", live, StringComparison.Ordinal);
        Assert.Contains(">6,000</span>", live, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 57)]
    [InlineData("?outcome=Failed", 5)]
    [InlineData("?error=22", 3)]
    [InlineData("?error=0", 1)]
    [InlineData("?outcome=Succeeded&error=22", 0)]
    [InlineData("?error=31", 0)]
    public async Task Runs_AreFound_ByOutcomeAndError(string search, int count)
    {
        using var visitor = await app.VisitAsync();
        var page = await visitor.ReadAsync("/operations/runs" + search);
        Assert.Equal(count == 0, page.Contains("No such run", StringComparison.Ordinal));
        Assert.True(count == 0 || page.Contains($">{count} runs</caption>", StringComparison.Ordinal), $"{count} runs: {search}");
    }

    [Fact]
    public async Task Runs_AreFound_ByMailbox_LatestFirst_PageByPage()
    {
        using var visitor = await app.VisitAsync();
        var first = await visitor.ReadAsync($"/operations/runs?mailbox={app.Mailbox:N}");
        Assert.Equal(50, Rows().Count(Table(first)));
        Assert.All(Rows().Matches(Table(first)), row => Assert.Contains($"{app.Mailbox}", row.Value, StringComparison.Ordinal));
        var second = await visitor.ReadAsync($"/operations/runs?mailbox={app.Mailbox:N}&p=2");
        Assert.Equal(6, Rows().Count(Table(second)));
        Assert.Contains("E22", Table(first), StringComparison.Ordinal);
        Assert.DoesNotContain("E22", Table(second), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WordThatIsNoId_IsToldAtTheField()
    {
        using var visitor = await app.VisitAsync();
        var page = await visitor.ReadAsync("/operations/runs?mailbox=Aino");
        Assert.Contains("role=\"alert\"", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Aino\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/operations")]
    [InlineData("/operations/runs")]
    public async Task Pages_NameNobody(string path)
    {
        using var visitor = await app.VisitAsync();
        var page = WebUtility.HtmlDecode(await visitor.ReadAsync(path));
        var people = await app.QueryAsync(db => db.Users.Where(u => u.Email != AppFactory.Admin).Select(u => new { u.Email, u.DisplayName }).ToListAsync());
        Assert.NotEmpty(people);
        Assert.DoesNotContain(people, person => page.Contains(person.Email!, StringComparison.OrdinalIgnoreCase) || page.Contains(person.DisplayName, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task SupportFile_IsADownload_OfIdsAndNumbers_AndTheAuditTellsIt()
    {
        using var visitor = await app.VisitAsync();
        using var answer = await visitor.GetAsync("/operations?handler=SupportFile");
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Matches(@"^support-\d{8}-\d{4}\.json$", answer.Content.Headers.ContentDisposition!.FileName!);
        var text = await answer.Content.ReadAsStringAsync();
        var file = JsonNode.Parse(text)!;
        Assert.Equal(57, file["runs"]!.AsArray().Count);
        Assert.Equal(3, file["failures"]!.AsArray().Count);
        Assert.Equal("Sqlite", (string?)file["versions"]!["database"]);
        Assert.Equal(5, (int)file["settings"]!["organization"]!["intervalMinutes"]!);
        Assert.Contains(file["mailboxes"]!.AsArray(), m => (Guid)m!["id"]! == app.Mailbox);

        var connection = await app.QueryAsync(db => db.ExchangeConnections.AsNoTracking().SingleAsync());
        Assert.Equal(connection.Id, (Guid)file["connections"]![0]!["id"]!);
        Assert.NotEmpty(connection.Url!);
        Assert.All([connection.Secret!, connection.Url!, connection.DelegateUsername, "@contoso", "Fingerprint"], secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
        Assert.True(await app.QueryAsync(db => db.Audit.AnyAsync(a => a.Action == AuditAction.SupportFileDownloaded)));
    }

    [Fact]
    public async Task NothingFailed_IsSaid()
    {
        await using var quiet = new AppFactory();
        using var visitor = await quiet.SignInAsync(AppFactory.Admin);
        Assert.Contains("Nothing failed", await visitor.ReadAsync("/operations"), StringComparison.Ordinal);
        Assert.Contains("No such run", await visitor.ReadAsync("/operations/runs"), StringComparison.Ordinal);
    }

    private static string Section(string page, string id)
    {
        var start = page.IndexOf($"aria-labelledby=\"{id}\"", StringComparison.Ordinal);
        start = page.LastIndexOf("<section", start, StringComparison.Ordinal);
        return page[start..page.IndexOf("</section>", start, StringComparison.Ordinal)];
    }

    private static string Table(string page) => page[page.IndexOf("<tbody>", StringComparison.Ordinal)..page.IndexOf("</tbody>", StringComparison.Ordinal)];

    private static string Words(string html) => Spaces().Replace(Tags().Replace(html, " "), " ").Trim();

    [GeneratedRegex("<tr>(?!\\s*<th).*?</tr>", RegexOptions.Singleline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Rows();

    [GeneratedRegex("<dt>(?<name>[^<]+)</dt>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Facts();

    [GeneratedRegex("<[^>]*>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tags();

    [GeneratedRegex("\\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Spaces();

    /// <summary>The demo organisation, in which runs have failed.</summary>
    public sealed class FailingApp : AppFactory
    {
        private readonly Lazy<Task<Guid>> _prepared;

        public FailingApp() => _prepared = new Lazy<Task<Guid>>(PrepareAsync);

        /// <summary>The one most runs are of.</summary>
        public Guid Mailbox { get; private set; }

        internal async Task<Visitor> VisitAsync()
        {
            Mailbox = await _prepared.Value;
            return await SignInAsync(Admin);
        }

        private Task<Guid> PrepareAsync() => QueryAsync(async db =>
        {
            var mailboxes = await db.Mailboxes.OrderBy(m => m.Address).Select(m => m.Id).ToListAsync();
            var now = DateTime.UtcNow;
            db.Runs.AddRange(Enumerable.Range(0, 51).Select(i => Row(mailboxes[0], RunOutcome.Succeeded, now.AddDays(-2).AddMinutes(i))));
            db.Runs.Add(Row(mailboxes[0], RunOutcome.SucceededWithRest, now.AddDays(-1)));
            db.Runs.AddRange(
                Row(mailboxes[0], RunOutcome.Failed, now.AddHours(-5), 22, "ErrorServerBusy"),
                Row(mailboxes[0], RunOutcome.Failed, now.AddHours(-4), 22, "ErrorServerBusy"),
                Row(mailboxes[1], RunOutcome.Failed, now.AddHours(-3), 22, "ErrorServerBusy"),
                Row(mailboxes[0], RunOutcome.Failed, now.AddHours(-2), 1, "Http401"),
                Row(mailboxes[0], RunOutcome.Failed, now.AddHours(-1), SideException.Unnumbered, "InvalidOperationException"));
            await db.SaveChangesAsync();
            return mailboxes[0];
        });

        private static RunRow Row(Guid mailbox, RunOutcome outcome, DateTime at, int? number = null, string? code = null) => new()
        {
            RunId = Guid.NewGuid(), MailboxId = mailbox, StartedAt = at.AddSeconds(-2), EndedAt = at, Outcome = outcome, Counts = "{\"CreatedInSevera\":2}",
            ErrorNumber = number, ErrorCode = code, ErrorReference = number is null ? null : "0123456789",
        };
    }
}
