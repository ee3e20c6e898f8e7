using System.Net;
using static Severa.CalendarSync.Web.Tests.Settings.SettingsVisits;

namespace Severa.CalendarSync.Web.Tests.Settings;

/// <summary>Settings belong to administrators: every page and every handler, asked by everybody else.</summary>
public sealed class AccessTests(AppFactory app) : IClassFixture<AppFactory>
{
    private static readonly string Type = Guid.NewGuid().ToString();

    public static TheoryData<string> Pages =>
        [ExchangePage, "/settings/activity-types", "/settings/activity-types/new", $"/settings/activity-types/{Type}", "/settings/synchronization"];

    public static TheoryData<string> Handlers =>
    [
        ExchangePage, ExchangePage + "?handler=Test", "/settings/activity-types", "/settings/activity-types/new",
        $"/settings/activity-types/{Type}", $"/settings/activity-types/{Type}?handler=Disable", $"/settings/activity-types/{Type}?handler=Enable",
        "/settings/synchronization",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_AskedByNobody_SendsToSignIn(string page)
    {
        using var nobody = app.Visit();
        using var answer = await nobody.GetAsync(page);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_AskedByUserOrOperator_IsForbidden(string page)
    {
        using var user = await app.SignInAsync(AppFactory.Aino);
        using var operatorVisit = await app.SignInOperatorAsync();
        foreach (var visitor in new[] { user, operatorVisit })
        {
            using var answer = await visitor.GetAsync(page);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task Handler_AskedByAnyoneElse_DoesNothing(string handler)
    {
        var before = await app.ConnectionAsync();
        using var user = await app.SignInAsync(AppFactory.Aino);
        using var operatorVisit = await app.SignInOperatorAsync();
        using var nobody = app.Visit();

        // The form's token is theirs: what refuses them is that they are no administrators.
        foreach (var (visitor, form) in new[] { (user, "/help"), (operatorVisit, "/help"), (nobody, "/sign-in") })
        {
            using var answer = await visitor.PostAsync(handler, form, ("Input.Url", "https://evil.example.com/"), ("Input.DelegatePassword", "x"));
            Assert.Equal(visitor == nobody ? HttpStatusCode.Redirect : HttpStatusCode.Forbidden, answer.StatusCode);
        }

        Assert.Equal(before.Revision, (await app.ConnectionAsync()).Revision);
    }

    [Theory]
    [InlineData(AppFactory.Aino)]
    [InlineData(AppFactory.Admin)]
    public async Task Help_IsForEveryoneSignedIn(string email)
    {
        using var visitor = await app.SignInAsync(email);
        Assert.Contains("id=\"e11\"", await visitor.ReadAsync("/help/errors"), StringComparison.Ordinal);
    }
}
