using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security.Provider;

namespace Severa.CalendarSync.Web.Tests.Provider;

/// <summary>P1: sign-in with the organisation's provider. An account is known by issuer and subject, and by nothing else.</summary>
[Collection(ProviderCollection.Name)]
public sealed class ProviderTests(ProviderApp app)
{
    private const string Failed = ProviderSetup.FailedPath;
    private const string Unknown = "/sign-in?provider=unknown";
    private const string Link = "/profile/provider";

    [Fact]
    public async Task Invitation_LinksThePersonOfTheProvider_WhoThenNeedsNoPassword()
    {
        var person = New();
        var (email, visitor) = await app.LinkedAsync(person);
        using (visitor)
        {
            Assert.Contains(email, await visitor.ReadAsync("/profile"), StringComparison.Ordinal);
        }

        using var again = app.Visit();
        Assert.Equal("/profile", await app.SignInAsync(again, person));
        Assert.Contains(email, await again.ReadAsync("/profile"), StringComparison.Ordinal);
        var id = await app.AccountIdAsync(email);
        var login = await app.QueryAsync(db => db.UserLogins.SingleAsync(l => l.UserId == id));
        Assert.Equal((app.Provider.Issuer, person.Subject), (login.LoginProvider, login.ProviderKey));
        Assert.Equal(
            [AuditAction.ProviderLinked, AuditAction.InvitationAccepted, AuditAction.SignedInByProvider],
            await app.QueryAsync(db => db.Audit.Where(a => a.SubjectId == id).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
    }

    [Fact]
    public async Task Invitation_LinksNobody_WithoutAsking_AndWorksOnce()
    {
        var (email, path) = await app.InviteAsync();
        using var visitor = app.Visit();
        var back = await app.GoAsync(visitor, path + "&handler=Provider", New());
        Assert.Contains("Is this you?", await visitor.ReadAsync(back), StringComparison.Ordinal);
        Assert.False(await app.QueryAsync(db => db.UserLogins.AnyAsync(l => db.Users.Any(u => u.Id == l.UserId && u.Email == email))));
        using var accepted = await visitor.PostAsync(path + "&handler=Provider", path);
        Assert.Equal("/profile", accepted.Headers.Location!.ToString());

        using var thief = app.Visit();
        await app.GoAsync(thief, path + "&handler=Provider", New());
        using var late = await thief.PostAsync(path + "&handler=Provider", path, "/sign-in", []);
        using var profile = await thief.GetAsync("/profile");
        Assert.Equal(HttpStatusCode.Redirect, profile.StatusCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task EmailOfAnAccount_OpensNothing(bool isVerified)
    {
        using var visitor = app.Visit();
        Assert.Equal(Unknown, await app.SignInAsync(visitor, New() with { Email = AppFactory.Aino, IsVerified = isVerified }));
        using var profile = await visitor.GetAsync("/profile");
        Assert.Equal(HttpStatusCode.Redirect, profile.StatusCode);
        Assert.Contains("no account here is linked to you", await visitor.ReadAsync(Unknown), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SubjectInOtherLetters_IsSomebodyElse()
    {
        var person = New();
        var (_, first) = await app.LinkedAsync(person);
        first.Dispose();
        using var visitor = app.Visit();
        Assert.Equal(Unknown, await app.SignInAsync(visitor, person with { Subject = person.Subject.ToUpperInvariant() }));
    }

    [Theory]
    [InlineData("issuer")]
    [InlineData("nonce")]
    [InlineData("audience")]
    [InlineData("time")]
    [InlineData("key")]
    public async Task FalseToken_OpensNothing(string lie)
    {
        var person = New();
        var (_, first) = await app.LinkedAsync(person);
        first.Dispose();
        using var visitor = app.Visit();
        app.Provider.Lie = lie;
        try
        {
            Assert.Equal(Failed, await app.SignInAsync(visitor, person));
        }
        finally
        {
            app.Provider.Lie = null;
        }

        Assert.Contains("did not work", await visitor.ReadAsync(Failed), StringComparison.Ordinal);
        using var profile = await visitor.GetAsync("/profile");
        Assert.Equal(HttpStatusCode.Redirect, profile.StatusCode);
    }

    [Fact]
    public async Task Answer_CountsOnce_AndOnlyInTheBrowserThatAsked()
    {
        var person = New();
        var (_, first) = await app.LinkedAsync(person);
        first.Dispose();
        using var visitor = app.Visit();
        using var thief = app.Visit();
        var answer = await app.AskAsync(visitor, "/sign-in-provider", person);
        Assert.Equal(Failed, await ProviderApp.ArriveAsync(thief, answer));
        Assert.StartsWith("/sign-in-provider", await ProviderApp.ArriveAsync(visitor, answer), StringComparison.Ordinal);
        Assert.Equal(Failed, await ProviderApp.ArriveAsync(visitor, answer));
        Assert.Equal(("code", "query", "S256"), (Asked("response_type"), Asked("response_mode") ?? "query", Asked("code_challenge_method")));
        Assert.All(new[] { "state", "nonce", "code_challenge" }, name => Assert.NotEmpty(Asked(name)!));
    }

    [Fact]
    public async Task SignedInPerson_LinksHimself_AfterSeeingWhoHeIsThere()
    {
        var person = New();
        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        using var elsewhere = await app.SignInAsync(AppFactory.Mikael);
        Assert.Equal(Link, await app.GoAsync(mikael, Link + "?handler=Go", person));
        Assert.Contains($"Name of {person.Subject}", await mikael.ReadAsync(Link), StringComparison.Ordinal);
        using var linked = await mikael.SendAsync(Link, "Link");
        Assert.Contains("It is linked", await mikael.ReadAsync(Link), StringComparison.Ordinal);
        using var over = await elsewhere.GetAsync("/profile");
        Assert.Equal(HttpStatusCode.Redirect, over.StatusCode);
        using var other = app.Visit();
        Assert.Equal("/profile", await app.SignInAsync(other, person));

        using var unlinked = await mikael.SendAsync(Link, "Unlink");
        using var ended = await other.GetAsync("/profile");
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        using var visitor = app.Visit();
        Assert.Equal(Unknown, await app.SignInAsync(visitor, person));
    }

    [Fact]
    public async Task PersonOfAnotherAccount_IsNotLinkedTwice()
    {
        var person = New();
        var (_, owner) = await app.LinkedAsync(person);
        owner.Dispose();
        using var sari = await app.SignInAsync(AppFactory.Sari);
        await app.GoAsync(sari, Link + "?handler=Go", person);
        using var refused = await sari.SendAsync(Link, "Link");
        Assert.Contains("belongs to another account", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        var (_, path) = await app.InviteAsync();
        using var visitor = app.Visit();
        await app.GoAsync(visitor, path + "&handler=Provider", person);
        using var taken = await visitor.PostAsync(path + "&handler=Provider", path);
        Assert.Contains("belongs to another account", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        // The invitation was not used up by that.
        Assert.DoesNotContain("works no more", await visitor.ReadAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoCameBackForOneThing_HasNotComeForAnother()
    {
        var person = New();
        using var sari = await app.SignInAsync(AppFactory.Sari);
        await app.GoAsync(sari, "/sign-in-provider", person);
        using var nothing = await sari.SendAsync(Link, "Link");
        Assert.Contains("It is not linked", await sari.ReadAsync(Link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyWayToSignIn_IsNotRemoved()
    {
        var (_, visitor) = await app.LinkedAsync(New());
        using (visitor)
        {
            using var refused = await visitor.SendAsync(Link, "Unlink");
            Assert.Contains("You have no password", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Administrator_RemovesAnothersLink_AndHisSessionsEnd()
    {
        var person = New();
        var (email, visitor) = await app.LinkedAsync(person);
        var (own, administrator) = await app.LinkedAsync(New() with { Methods = ["pwd", "mfa"] }, Roles.Administrator);
        using (visitor)
        using (administrator)
        {
            var page = $"/settings/users/person/{await app.AccountIdAsync(email)}";
            Assert.Contains(person.Subject, await administrator.ReadAsync(page), StringComparison.Ordinal);

            using var removed = await administrator.SendAsync(page, "Provider");

            Assert.Contains("The link to the provider is removed", await administrator.ReadAsync(page), StringComparison.Ordinal);
            Assert.DoesNotContain(person.Subject, await administrator.ReadAsync(page), StringComparison.Ordinal);
            using var ended = await visitor.GetAsync("/profile");
            Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
            using var again = app.Visit();
            Assert.Equal(Unknown, await app.SignInAsync(again, person));
            Assert.Equal(1, await UnlinkedAsync(email, by: own));

            // There is none to remove any more, and nothing to note; one's own is on one's own profile.
            using var nothing = await administrator.SendAsync(page, "Provider");
            Assert.Equal(1, await UnlinkedAsync(email, by: own));
            using var refused = await administrator.SendAsync($"/settings/users/person/{await app.AccountIdAsync(own)}", "Provider");
            Assert.Contains("cannot do this to your own account", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Deactivated_GetsIn_Nowhere()
    {
        var person = New();
        var (email, visitor) = await app.LinkedAsync(person);
        await app.QueryAsync(db => db.Users.Where(a => a.Email == email).ExecuteUpdateAsync(s => s.SetProperty(a => a.IsActive, false)));
        using (visitor)
        {
            using var ended = await visitor.GetAsync("/profile");
            Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        }

        using var again = app.Visit();
        Assert.Equal(Unknown, await app.SignInAsync(again, person));
    }

    [Fact]
    public async Task SignOut_IsHere_AndThereForWhoeverWantsIt()
    {
        var (_, visitor) = await app.LinkedAsync(New());
        using (visitor)
        {
            using var left = await visitor.PostAsync("/sign-out", "/profile");
            Assert.Equal("/sign-in?provider=left", left.Headers.Location!.ToString());
            Assert.Contains("href=\"/sign-out-provider\"", await visitor.ReadAsync("/sign-in?provider=left"), StringComparison.Ordinal);
            using var there = await visitor.GetAsync("/sign-out-provider");
            Assert.StartsWith($"{app.Provider.Issuer}/leave?", there.Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Contains($"client_id={TestProvider.ClientId}", there.Headers.Location.Query, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ProviderAtAForbiddenAddress_IsNotCalled()
    {
        await using var strange = new AppFactory();
        strange.Settings["OpenIdConnect:Authority"] = "https://169.254.169.254";
        strange.Settings["OpenIdConnect:ClientId"] = "x";
        strange.Settings["OpenIdConnect:ClientSecret"] = "x";
        using var visitor = strange.Visit();
        using var answer = await visitor.GetAsync("/sign-in-provider");
        Assert.Equal(Failed, answer.Headers.Location!.ToString());
    }

    internal static ProviderPerson New() => new($"subject-{Guid.NewGuid():N}");

    /// <summary>Lines of the audit that somebody else removed his link.</summary>
    private async Task<int> UnlinkedAsync(string email, string by)
    {
        var (subject, actor) = (await app.AccountIdAsync(email), await app.AccountIdAsync(by));
        return await app.QueryAsync(db => db.Audit.CountAsync(a => a.Action == AuditAction.ProviderUnlinked && a.SubjectId == subject && a.ActorId == actor));
    }

    private string? Asked(string name) => app.Provider.Asked![name];
}
