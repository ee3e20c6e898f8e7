using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.SecondFactor;

namespace Severa.CalendarSync.Web.Tests.Provider;

/// <summary>What a sign-in with the provider counts for: second factor, confirmation, proof of the mailbox (R23).</summary>
[Collection(ProviderCollection.Name)]
public sealed class ProviderSessionTests(ProviderApp app)
{
    private static readonly string[] Several = ["pwd", "mfa"];

    [Fact]
    public async Task SecondFactorOfTheProvider_IsAsGood_AndStaysSo()
    {
        var (_, visitor) = await app.LinkedAsync(ProviderTests.New() with { Methods = Several }, Roles.Administrator);
        using (visitor)
        {
            Assert.NotEmpty(await visitor.ReadAsync("/settings/users"));
            app.Time.MoveOn(TimeSpan.FromMinutes(2));
            Assert.NotEmpty(await visitor.ReadAsync("/settings/users"));
            Assert.Contains(">Provider of the organization, second factor there<", await visitor.ReadAsync("/profile/sessions"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("pwd")]
    public async Task ProviderWithoutSecondFactor_LeadsToOurs(string? method)
    {
        var (_, visitor) = await app.LinkedAsync(ProviderTests.New() with { Methods = method is null ? null : [method] }, Roles.Operator);
        using (visitor)
        {
            using var led = await visitor.GetAsync("/profile");
            Assert.Equal(SecondFactorApp.Page, led.Headers.Location!.ToString());
        }
    }

    [Fact]
    public async Task OwnSecondFactor_IsAsked_WhereTheProviderAskedForNone()
    {
        var person = ProviderTests.New() with { Email = "x@contoso.test", IsVerified = true };
        var (email, visitor) = await app.LinkedAsync(person);
        visitor.Dispose();
        await app.QueryAsync(db => db.Users.Where(a => a.Email == email).ExecuteUpdateAsync(s => s.SetProperty(a => a.TwoFactorEnabled, true)));
        using var asked = app.Visit();
        Assert.StartsWith("/sign-in-code", await app.SignInAsync(asked, person), StringComparison.Ordinal);
        using var half = await asked.GetAsync("/profile");
        Assert.Equal(HttpStatusCode.Redirect, half.StatusCode);
        using var notAsked = app.Visit();
        Assert.Equal("/profile", await app.SignInAsync(notAsked, person with { Methods = Several }));
    }

    [Fact]
    public async Task Confirmation_IsTypedAtTheProvider_Anew()
    {
        var person = ProviderTests.New();
        var (_, visitor) = await app.LinkedAsync(person);
        using (visitor)
        {
            app.Time.MoveOn(TimeSpan.FromMinutes(16));
            using var asked = await visitor.GetAsync("/profile/provider");
            var confirm = asked.Headers.Location!.ToString();
            var page = await visitor.ReadAsync(confirm);
            Assert.Contains("Confirm with Contoso ID", page, StringComparison.Ordinal);
            Assert.DoesNotContain("Input.Password", page, StringComparison.Ordinal);

            var now = app.Time.GetUtcNow();
            Assert.False(await ConfirmAsync(visitor, person));
            Assert.False(await ConfirmAsync(visitor, person with { SignedInAt = now.AddMinutes(-10) }));
            Assert.False(await ConfirmAsync(visitor, ProviderTests.New() with { SignedInAt = now }));
            Assert.Equal("login 0", $"{app.Provider.Asked!["prompt"]} {app.Provider.Asked["max_age"]}");
            Assert.True(await ConfirmAsync(visitor, person with { SignedInAt = now }));
        }
    }

    [Fact]
    public async Task VerifiedMailbox_NeedsNoCode()
    {
        using var aino = await LinkedAinoAsync(new ProviderPerson("aino-verified", "AINO.Virtanen@contoso.test", "true"));
        Assert.Contains("Confirm with Contoso ID", await aino.ReadAsync("/profile"), StringComparison.Ordinal);
        using var proved = await aino.PostAsync("/profile/proof?handler=Provider", "/profile");
        var mailbox = await AinosMailboxAsync();
        Assert.NotNull(mailbox.ProvedAt);
        Assert.NotNull(mailbox.FolderId);
    }

    [Theory]
    [InlineData(AppFactory.Aino, "false")]
    [InlineData(AppFactory.Aino, null)]
    [InlineData(AppFactory.Mikael, "true")]
    [InlineData(null, "true")]
    public async Task OtherOrUnverifiedMailbox_ProvesNothing(string? email, string? verified)
    {
        using var aino = await LinkedAinoAsync(new ProviderPerson($"aino-{email}-{verified}", email, verified));
        Assert.DoesNotContain("Confirm with Contoso ID", await aino.ReadAsync("/profile"), StringComparison.Ordinal);
        using var refused = await aino.PostAsync("/profile/proof?handler=Provider", "/profile");
        Assert.Contains("has not verified this address", await aino.ReadAsync("/profile"), StringComparison.Ordinal);
        Assert.Null((await AinosMailboxAsync()).ProvedAt);
    }

    /// <summary>Aino, with an unproved mailbox, signed in as this person of the provider.</summary>
    private async Task<Visitor> LinkedAinoAsync(ProviderPerson person)
    {
        var id = await app.AccountIdAsync(AppFactory.Aino);
        await app.QueryAsync(async db =>
        {
            await db.Mailboxes.Where(m => m.AccountId == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.ProvedAt, (DateTime?)null));
            await db.UserLogins.Where(l => l.UserId == id).ExecuteDeleteAsync();
            db.UserLogins.Add(new() { LoginProvider = app.Provider.Issuer, ProviderKey = person.Subject, UserId = id });
            return await db.SaveChangesAsync();
        });
        var visitor = app.Visit();
        Assert.Equal("/profile", await app.SignInAsync(visitor, person));
        return visitor;
    }

    private async Task<Mailbox> AinosMailboxAsync()
    {
        var id = await app.AccountIdAsync(AppFactory.Aino);
        return await app.QueryAsync(db => db.Mailboxes.SingleAsync(m => m.AccountId == id));
    }

    private async Task<bool> ConfirmAsync(Visitor visitor, ProviderPerson person)
    {
        var back = await app.GoAsync(visitor, "/confirm?handler=Provider&returnUrl=%2Fprofile%2Fprovider", person);
        using var answer = await visitor.GetAsync(back);
        using var page = await visitor.GetAsync("/profile/provider");
        Assert.Equal(answer.StatusCode == HttpStatusCode.Redirect, page.StatusCode == HttpStatusCode.OK);
        return page.StatusCode == HttpStatusCode.OK;
    }
}
