using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Tests.SecondFactor;

namespace Severa.CalendarSync.Web.Tests.Sessions;

/// <summary>P2: the list tells how each session was signed in.</summary>
public sealed class SignInWayTests(SecondFactorApp app) : IClassFixture<SecondFactorApp>
{
    private const string Page = "/profile/sessions";

    [Fact]
    public async Task PasswordWithCode_AndWithRecoveryCode()
    {
        using var somebody = await app.EnrolAsync();
        using var byCode = await app.HalfAsync(somebody.Email);
        Assert.True(await SecondFactorApp.TryAsync(byCode, somebody.Phone.Code(1)));
        using var byRecovery = await app.HalfAsync(somebody.Email);
        Assert.True(await SecondFactorApp.TryAsync(byRecovery, somebody.Codes[0]));
        var page = await byRecovery.ReadAsync(Page);
        Assert.Contains(">Password, code<", page, StringComparison.Ordinal);
        Assert.Contains(">Password, recovery code<", page, StringComparison.Ordinal);
        Assert.Contains(">Password<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Link()
    {
        var email = await app.NewPersonAsync();
        await using var scope = app.Services.CreateAsyncScope();
        var link = await scope.ServiceProvider.GetRequiredService<AccountLinks>().IssueAsync(await app.AccountIdAsync(email), CancellationToken.None);
        using var person = app.Visit();
        using var accepted = await person.SendAsync(
            $"/invitation?code={Uri.EscapeDataString(link)}", null, ("Input.Password", "kolme-lintua-oksalla"), ("Input.Again", "kolme-lintua-oksalla"));
        Assert.Contains(">A link that was sent to you<", await person.ReadAsync(Page), StringComparison.Ordinal);
    }
}
