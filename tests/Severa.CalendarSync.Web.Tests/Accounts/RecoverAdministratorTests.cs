using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Tests.SecondFactor;

namespace Severa.CalendarSync.Web.Tests.Accounts;

/// <summary>An organisation without administrator, and whoever has its machine.</summary>
public sealed class RecoverAdministratorTests : IClassFixture<SecondFactorApp>
{
    private const string NewPassword = "kolme-lintua-oksalla";

    private readonly SecondFactorApp _app;

    public RecoverAdministratorTests(SecondFactorApp app)
    {
        _app = app;
        app.Settings["PublicUrl"] = "https://sync.contoso.test/";
    }

    [Fact]
    public async Task Account_IsAnAdministratorAgain_ByALinkThatWorksOnce()
    {
        using var lost = await _app.EnrolAsync();
        await _app.QueryAsync(db => db.Users.Where(a => a.Email == lost.Email).ExecuteUpdateAsync(s => s.SetProperty(a => a.IsActive, false).SetProperty(a => a.DeactivatedAt, DateTime.UtcNow)));

        var (code, lines) = await RunAsync(lost.Email.ToUpperInvariant(), "--Key=value");

        Assert.Equal(0, code);
        using var old = _app.Visit();
        using var refused = await old.SignInAsync(lost.Email, AppFactory.Password);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        var link = new Uri(lines[^1].Split(": ")[^1]);
        Assert.StartsWith("https://sync.contoso.test/invitation?code=", link.AbsoluteUri, StringComparison.Ordinal);
        using var person = _app.Visit();
        using var accepted = await AcceptAsync(person, link.PathAndQuery);
        Assert.Equal("/profile", accepted.Headers.Location!.ToString());
        using var led = await person.GetAsync("/settings/users");
        Assert.Equal(SecondFactorApp.Page, led.Headers.Location!.ToString());
        using var thief = _app.Visit();
        Assert.Contains("works no more", await thief.ReadAsync(link.PathAndQuery), StringComparison.Ordinal);

        var id = await _app.AccountIdAsync(lost.Email);
        var line = await _app.QueryAsync(db => db.Audit.SingleAsync(a => a.SubjectId == id && a.Action == AuditAction.AdministratorRecovered));
        Assert.Equal((null, "active=False, second factor=True", null), (line.ActorId, line.Detail, line.RemoteAddress));
    }

    [Fact]
    public async Task Stranger_ChangesNothing()
    {
        var (code, lines) = await RunAsync("ceo@contoso.test");
        Assert.Equal((2, "ceo@contoso.test: no account here has this address. Nothing is changed."), (code, Assert.Single(lines)));
    }

    [Theory]
    [InlineData]
    [InlineData("--PublicUrl=https://x")]
    [InlineData("one@contoso.test", "two@contoso.test")]
    public async Task NotOneAddress_IsToldHow(params string[] arguments)
    {
        var (code, lines) = await RunAsync(arguments);
        Assert.Equal(2, code);
        Assert.Contains("Usage: recover-administrator ADDRESS", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithoutTheAddressOfTheService_NothingIsChanged()
    {
        await using var app = new AppFactory();
        var id = await app.AccountIdAsync(AppFactory.Aino);
        var (code, lines) = await RunAsync(app.Services, AppFactory.Aino);
        Assert.Equal(2, code);
        Assert.StartsWith("PublicUrl is missing", Assert.Single(lines), StringComparison.Ordinal);
        Assert.False(await app.QueryAsync(db => db.UserRoles.AnyAsync(r => r.UserId == id)));
        using var signedIn = await app.SignInAsync(AppFactory.Aino);
    }

    private Task<(int Code, IReadOnlyList<string> Lines)> RunAsync(params string[] arguments)
    {
        _ = _app.Address;
        return RunAsync(_app.Services, arguments);
    }

    private static async Task<(int Code, IReadOnlyList<string> Lines)> RunAsync(IServiceProvider services, params string[] arguments)
    {
        await using var output = new StringWriter();
        var code = await new RecoverAdministratorCommand(services, output).RunAsync(arguments, CancellationToken.None);
        return (code, output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private static Task<HttpResponseMessage> AcceptAsync(Visitor person, string link) =>
        person.SendAsync(link, null, ("Input.Password", NewPassword), ("Input.Again", NewPassword));
}
