using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Tests.Settings;

/// <summary>P12: who did what to whom, when, from where.</summary>
public sealed class AuditPageTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string Page = "/settings/audit";

    [Fact]
    public async Task SignIns_RefusedAndSuccessful_AreShownWithPersonAndAddress()
    {
        using var thief = app.Visit();
        using var refused = await thief.SignInAsync(AppFactory.Mikael, "wrong-password-of-somebody");
        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        using var administrator = await app.SignInAsync(AppFactory.Admin);

        var id = await app.AccountIdAsync(AppFactory.Mikael);
        var lines = await app.QueryAsync(db => db.Audit.Where(a => a.SubjectId == id).OrderBy(a => a.Id).ToListAsync());
        Assert.Equal(
            [(AuditAction.SignInRefused, (Guid?)null, "127.0.0.1"), (AuditAction.SignedIn, id, "127.0.0.1")],
            lines.Select(a => (a.Action, a.ActorId, a.RemoteAddress!)));
        var page = await administrator.ReadAsync($"{Page}?Who=mikael.lind");
        Assert.Contains("Sign-in refused", page, StringComparison.Ordinal);
        Assert.Contains("Mikael Lind", page, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-password", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_FindsByPersonEventAndDay()
    {
        await AddAsync(AuditAction.SyncPaused, new DateTime(2024, 3, 1, 22, 30, 0, DateTimeKind.Utc), "the first minute of 2 March in Helsinki");
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        async Task<bool> IsFoundAsync(string search) =>
            (await administrator.ReadAsync($"{Page}?{search}")).Contains("the first minute of 2 March", StringComparison.Ordinal);

        Assert.True(await IsFoundAsync("Action=SyncPaused"));
        Assert.True(await IsFoundAsync("From=2024-03-02&Until=2024-03-02"));
        Assert.False(await IsFoundAsync("From=2024-03-03"));
        Assert.False(await IsFoundAsync("Until=2024-03-01"));
        Assert.False(await IsFoundAsync("Action=SyncPauseEnded"));
        Assert.True(await IsFoundAsync("Who=aino.v&Action=SyncPaused"));
        Assert.False(await IsFoundAsync("Who=a%25o.v&Action=SyncPaused"));
        Assert.False(await IsFoundAsync("Who=mikael&Action=SyncPaused"));
        Assert.True(await IsFoundAsync("From=0001-01-01&Until=9999-12-31&Action=SyncPaused"));
    }

    [Theory]
    [InlineData("From=yesterday")]
    [InlineData("Action=Nonsense")]
    public async Task Search_ForNonsense_SaysSo(string search)
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        Assert.Contains("aria-invalid=\"true\"", await administrator.ReadAsync($"{Page}?{search}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_KeepTheSearch()
    {
        for (var i = 0; i < 60; i++)
        {
            await AddAsync(AuditAction.AccountChosen, DateTime.UtcNow, $"number {i}");
        }

        using var administrator = await app.SignInAsync(AppFactory.Admin);
        var first = WebUtility.HtmlDecode(await administrator.ReadAsync($"{Page}?Action=AccountChosen"));
        Assert.Contains("href=\"?Action=AccountChosen&p=2\"", first, StringComparison.Ordinal);
        Assert.Contains("number 59", first, StringComparison.Ordinal);
        var second = await administrator.ReadAsync($"{Page}?Action=AccountChosen&p=2");
        Assert.Contains("number 0<", second, StringComparison.Ordinal);
        Assert.DoesNotContain("number 59", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_HoldsTheSearch_AndIsNoFormula()
    {
        var at = new DateTime(2025, 1, 2, 3, 4, 5, DateTimeKind.Utc);
        await AddAsync(AuditAction.RolesChanged, at, "=HYPERLINK(\"http://evil.test\"), \"quoted\"");
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var answer = await administrator.GetAsync($"{Page}?handler=File&Action=RolesChanged&From=2025-01-02&Until=2025-01-02");
        Assert.Equal("text/csv; charset=utf-8", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);

        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var aino = await app.AccountIdAsync(AppFactory.Aino);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.Equal("At,Action,Actor,ActorId,Subject,SubjectId,Detail,RemoteAddress", lines[0]);
        Assert.Equal($"2025-01-02T03:04:05Z,RolesChanged,,,Aino Virtanen,{aino},\"'=HYPERLINK(\"\"http://evil.test\"\"), \"\"quoted\"\"\",", lines[1]);
        Assert.Equal(["", ""], [lines[2], string.Concat(lines[2..])]);
        Assert.True(await app.QueryAsync(db => db.Audit.AnyAsync(a => a.Action == AuditAction.AuditExported)));
    }

    [Theory]
    [InlineData(Page)]
    [InlineData(Page + "?handler=File")]
    public async Task Users_DoNotSeeIt(string path)
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var answer = await aino.GetAsync(path);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private async Task AddAsync(AuditAction action, DateTime at, string detail)
    {
        var aino = await app.AccountIdAsync(AppFactory.Aino);
        await app.QueryAsync(db =>
        {
            db.Audit.Add(new AuditRow { Action = action, At = at, Detail = detail, SubjectId = aino });
            return db.SaveChangesAsync();
        });
    }
}
