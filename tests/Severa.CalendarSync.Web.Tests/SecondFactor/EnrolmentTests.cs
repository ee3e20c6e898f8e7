using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.Authorization;

namespace Severa.CalendarSync.Web.Tests.SecondFactor;

/// <summary>P1: administrators and operators set up their second factor before anything else.</summary>
public sealed class EnrolmentTests(SecondFactorApp app) : IClassFixture<SecondFactorApp>
{
    private static readonly string[] Open = ["/SignIn", "/SignInCode", "/SignOut", "/SetUp", "/Invitation", "/Status", "/Confirm", "/Profile/SecondFactor"];

    [Theory]
    [InlineData(Roles.Administrator)]
    [InlineData(Roles.Operator)]
    public async Task BeforeIt_NothingElseOpens(string role)
    {
        using var visitor = await app.SignInAsync(await app.NewPersonAsync(role));
        foreach (var page in MatrixRow.ReadAll().Where(row => row.Method == "GET" && !Open.Contains(row.Page, StringComparer.Ordinal)).Select(Path).Append("/operations/jobs").Append("/no-such-file"))
        {
            using var answer = await visitor.GetAsync(page);
            Assert.Equal((page, SecondFactorApp.Page), (page, answer.Headers.Location?.ToString()));
        }

        using var form = await visitor.PostAsync("/settings/users/invite", SecondFactorApp.Page, ("Input.Name", "X"), ("Input.Email", "x@contoso.test"));
        Assert.Equal(HttpStatusCode.Forbidden, form.StatusCode);
        Assert.Contains("You need a second factor here", await visitor.ReadAsync(SecondFactorApp.Page), StringComparison.Ordinal);
        using var left = await visitor.PostAsync("/sign-out", SecondFactorApp.Page);
        Assert.Equal("/sign-in", left.Headers.Location!.ToString());
    }

    [Fact]
    public async Task UserWithoutRole_NeedsNone()
    {
        using var visitor = await app.SignInAsync(await app.NewPersonAsync());
        Assert.NotEmpty(await visitor.ReadAsync("/profile"));
    }

    [Fact]
    public async Task WhereEverybodyNeedsOne_UsersDoNothingBeforeEither()
    {
        await using var strict = new AppFactory();
        strict.Settings["Accounts:SecondFactor"] = "Everybody";
        using var aino = await strict.SignInAsync(AppFactory.Aino);
        using var led = await aino.GetAsync("/activities");
        Assert.Equal(SecondFactorApp.Page, led.Headers.Location!.ToString());
        using var form = await aino.PostAsync("/profile", SecondFactorApp.Page, ("Input.Name", "X"));
        Assert.Equal(HttpStatusCode.Forbidden, form.StatusCode);
        Assert.NotEmpty(await aino.ReadAsync(SecondFactorApp.Page));
    }

    [Fact]
    public async Task NewRole_DemandsIt_FromSessionsThatAreOpenToo()
    {
        var email = await app.NewPersonAsync();
        using var visitor = await app.SignInAsync(email);
        Assert.NotEmpty(await visitor.ReadAsync("/profile"));
        using var administrator = (await app.EnrolAsync(Roles.Administrator)).Visitor;
        using var made = await administrator.SendAsync($"/settings/users/person/{await app.AccountIdAsync(email)}", "Roles", ("Assigned.IsOperator", "true"));
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);

        app.Time.MoveOn(TimeSpan.FromMinutes(1));
        using var led = await visitor.GetAsync("/profile");
        Assert.Equal(SecondFactorApp.Page, led.Headers.Location!.ToString());
    }

    [Fact]
    public async Task RightCode_OpensTheRest_ShowsRecoveryCodesOnce_AndEndsOtherSessions()
    {
        var email = await app.NewPersonAsync(Roles.Administrator);
        using var elsewhere = await app.SignInAsync(email);
        using var somebody = await app.EnrolAsync(Roles.Administrator);
        Assert.Equal(10, somebody.Codes.Distinct(StringComparer.Ordinal).Count());
        Assert.NotEmpty(await somebody.Visitor.ReadAsync("/settings/users"));
        Assert.DoesNotContain(somebody.Codes[0], await somebody.Visitor.ReadAsync(SecondFactorApp.Page), StringComparison.Ordinal);

        using var here = await app.SignInAsync(email);
        using var started = await here.SendAsync(SecondFactorApp.Page, "Start");
        using var ended = await elsewhere.GetAsync(SecondFactorApp.Page);
        Assert.StartsWith("/sign-in?", ended.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
        Assert.Contains("<svg class=\"qr\"", await here.ReadAsync(SecondFactorApp.Page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongCode_TurnsNothingOn()
    {
        var email = await app.NewPersonAsync(Roles.Operator);
        using var visitor = await app.SignInAsync(email);
        using var started = await visitor.SendAsync(SecondFactorApp.Page, "Start");
        using var wrong = await visitor.SendAsync(SecondFactorApp.Page, "On", ("Input.Code", "12 34 5"));
        Assert.Contains("not the code of the key", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await app.QueryAsync(db => db.Users.Where(a => a.Email == email).Select(a => a.TwoFactorEnabled).SingleAsync()));
        using var led = await visitor.GetAsync("/profile");
        Assert.Equal(SecondFactorApp.Page, led.Headers.Location!.ToString());
    }

    [Fact]
    public async Task Off_NeedsThePasswordAgain_AndIsNoted()
    {
        using var somebody = await app.EnrolAsync();
        app.Time.MoveOn(TimeSpan.FromMinutes(16));
        using var open = await somebody.Visitor.PostAsync(SecondFactorApp.Page + "?handler=Off", "/profile/password");
        Assert.StartsWith("/confirm?", open.Headers.Location!.ToString(), StringComparison.Ordinal);
        using var confirmed = await somebody.Visitor.SendAsync("/confirm", null, ("Input.Password", AppFactory.Password));
        using var off = await somebody.Visitor.SendAsync(SecondFactorApp.Page, "Off");

        using var withoutCode = await app.SignInAsync(somebody.Email);
        Assert.NotEmpty(await withoutCode.ReadAsync("/profile"));
        var id = await app.AccountIdAsync(somebody.Email);
        Assert.Equal(
            [AuditAction.SecondFactorOn, AuditAction.SecondFactorOff],
            await app.QueryAsync(db => db.Audit.Where(a => a.SubjectId == id && (a.Action == AuditAction.SecondFactorOn || a.Action == AuditAction.SecondFactorOff)).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
        Assert.False(await app.QueryAsync(db => db.UserTokens.AnyAsync(t => t.UserId == id)));
    }

    [Fact]
    public async Task KeyAndCodes_LieEncrypted()
    {
        using var somebody = await app.EnrolAsync();
        await using var connection = new SqliteConnection(app.Settings["Database:ConnectionString"]);
        await connection.OpenAsync();
        await using var query = new SqliteCommand("select Value from AccountTokens", connection);
        await using var rows = await query.ExecuteReaderAsync();
        var values = new List<string>();
        while (await rows.ReadAsync())
        {
            values.Add(rows.GetString(0));
        }

        Assert.True(values.Count >= 3);
        Assert.All(values, value => Assert.StartsWith("p1:", value, StringComparison.Ordinal));
    }

    private static string Path(MatrixRow row) => row.Page switch
    {
        "/Index" => "/",
        "/Help/Topic" => "/help/errors",
        "/Settings/ActivityTypes/Edit" => $"/settings/activity-types/{Guid.Empty}",
        "/Settings/Users/Person" => $"/settings/users/person/{Guid.Empty}",
        var page => page.Replace("ActivityTypes", "activity-types", StringComparison.Ordinal).Replace("/Index", "", StringComparison.Ordinal).ToLowerInvariant(),
    };
}
