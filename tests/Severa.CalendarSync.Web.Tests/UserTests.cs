using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests;

public sealed partial class UserTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string NewPassword = "kolme-lintua-oksalla";

    [Fact]
    public async Task Invitation_LetsItsOwnerChooseAPassword_Once()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        var link = await InviteAsync(administrator, "Uusi Henkilö", "uusi@contoso.test");

        using var person = app.Visit();
        using var accepted = await AcceptAsync(person, link);
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        using var signedIn = await app.SignInAsync("uusi@contoso.test", NewPassword);

        using var thief = app.Visit();
        Assert.Contains("works no more", await thief.ReadAsync(link), StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvitationLink_IsShownOnce()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        await InviteAsync(administrator, "Kerran Näkyvä", "kerran@contoso.test");
        var page = await administrator.ReadAsync($"/settings/users/person/{await app.AccountIdAsync("kerran@contoso.test")}");
        Assert.DoesNotContain("/invitation?code=", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task InvitedAccount_HasNoPasswordUntilItsOwnerChoosesOne()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        await InviteAsync(administrator, "Odottava Ossi", "odottava@contoso.test");
        Assert.Null(await app.QueryAsync(db => db.Users.Where(a => a.Email == "odottava@contoso.test").Select(a => a.PasswordHash).SingleAsync()));
    }

    [Fact]
    public async Task NewLink_EndsPasswordSessionAndProof()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var person = await NewPersonAsync(administrator, "Unohtava Uuno", "uuno@contoso.test");
        var id = await app.AccountIdAsync("uuno@contoso.test");
        await app.QueryAsync(db => db.Mailboxes.Where(m => m.AccountId == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.ProvedAt, DateTime.UtcNow)));

        var link = await LinkAfterAsync(administrator, id, "Reset");
        Assert.NotNull(link);
        Assert.Null(await app.QueryAsync(db => db.Mailboxes.Where(m => m.AccountId == id).Select(m => m.ProvedAt).SingleAsync()));
        await AssertSignedOutAsync(person);
        using var visitor = app.Visit();
        using var old = await visitor.SignInAsync("uuno@contoso.test", NewPassword);
        Assert.Equal(HttpStatusCode.OK, old.StatusCode);
    }

    /// <summary>The new password shows nothing of the mailbox, but its owner may always switch off.</summary>
    [Fact]
    public async Task AfterANewPassword_SyncCanBeSwitchedOff_BeforeTheMailboxIsProvedAgain()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var before = await NewPersonAsync(administrator, "Palaava Pirkko", "pirkko@contoso.test");
        var id = await app.AccountIdAsync("pirkko@contoso.test");
        await app.SwitchOnAsync("pirkko@contoso.test");
        using var pirkko = app.Visit();
        using var accepted = await AcceptAsync(pirkko, await LinkAfterAsync(administrator, id, "Reset"));

        var page = await pirkko.ReadAsync("/profile");
        Assert.Contains("aria-checked=\"true\"", page, StringComparison.Ordinal);
        Assert.Contains("/profile/proof/send", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Linked entries", page, StringComparison.Ordinal);
        using var off = await pirkko.PostAsync("/profile/switch/off", "/profile", ("Account", id.ToString()));
        Assert.False(await app.QueryAsync(db => db.Mailboxes.Where(m => m.AccountId == id).Select(m => m.IsEnabled).SingleAsync()));
        Assert.DoesNotContain("role=\"switch\"", await pirkko.ReadAsync("/profile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deactivation_EndsSessionsAndSync()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var person = await NewPersonAsync(administrator, "Lähtevä Lasse", "lasse@contoso.test");
        var id = await app.AccountIdAsync("lasse@contoso.test");
        await app.QueryAsync(db => db.Mailboxes.Where(m => m.AccountId == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.IsEnabled, true)));

        using var done = await administrator.SendAsync(Person(id), "Deactivate");
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        await AssertSignedOutAsync(person);
        Assert.False(await app.QueryAsync(db => db.Mailboxes.Where(m => m.AccountId == id).Select(m => m.IsEnabled).SingleAsync()));

        using var back = await administrator.SendAsync(Person(id), "Reactivate");
        using var again = await app.SignInAsync("lasse@contoso.test", NewPassword);
        Assert.False(await app.QueryAsync(db => db.Mailboxes.Where(m => m.AccountId == id).Select(m => m.IsEnabled).SingleAsync()));
    }

    [Fact]
    public async Task NewAddress_SwitchesSyncOff_AndVoidsTheProof()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        var id = await app.AccountIdAsync(AppFactory.Mikael);
        await app.QueryAsync(db => db.Mailboxes.Where(m => m.AccountId == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.IsEnabled, true)));

        using var taken = await administrator.SendAsync(Person(id), "Address", ("Address.Email", AppFactory.Aino));
        Assert.Contains("Another account", await taken.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var done = await administrator.SendAsync(Person(id), "Address", ("Address.Email", "m.lind@contoso.test"));
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);

        var mailbox = await app.QueryAsync(db => db.Mailboxes.SingleAsync(m => m.AccountId == id));
        Assert.Equal(("m.lind@contoso.test", false, null), (mailbox.Address, mailbox.IsEnabled, mailbox.ProvedAt));
        using var signedIn = await app.SignInAsync("m.lind@contoso.test");
    }

    [Fact]
    public async Task Pause_TellsItsReason_AndEnds()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        var id = await app.AccountIdAsync("sari.korhonen@contoso.test");
        using var without = await administrator.SendAsync(Person(id), "Pause", ("Pause.Reason", ""));
        Assert.Contains("Enter the reason", await without.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var paused = await administrator.SendAsync(Person(id), "Pause", ("Pause.Reason", "Mailbox is being moved"));
        Assert.Contains("Mailbox is being moved", await administrator.ReadAsync(Person(id)), StringComparison.Ordinal);
        using var ended = await administrator.SendAsync(Person(id), "EndPause");
        Assert.DoesNotContain("Mailbox is being moved", await administrator.ReadAsync(Person(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryChange_IsNotedWithItsActor()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        await InviteAsync(administrator, "Merkitty Maija", "maija@contoso.test");
        var actor = await app.AccountIdAsync(AppFactory.Admin);
        var subject = await app.AccountIdAsync("maija@contoso.test");
        var row = await app.QueryAsync(db => db.Audit.SingleAsync(a => a.SubjectId == subject && a.Action == AuditAction.AccountInvited));
        Assert.Equal(actor, row.ActorId);
        Assert.DoesNotContain("maija", row.Detail ?? "", StringComparison.OrdinalIgnoreCase);
    }

    private static string Person(Guid id) => $"/settings/users/person/{id}";

    private static async Task AssertSignedOutAsync(Visitor visitor)
    {
        using var answer = await visitor.GetAsync("/");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("/sign-in", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> AcceptAsync(Visitor person, string link) =>
        person.SendAsync(link, null, ("Input.Password", NewPassword), ("Input.Again", NewPassword));

    private async Task<Visitor> NewPersonAsync(Visitor administrator, string name, string email)
    {
        var person = app.Visit();
        using var accepted = await AcceptAsync(person, await InviteAsync(administrator, name, email));
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        return person;
    }

    private async Task<string> InviteAsync(Visitor administrator, string name, string email)
    {
        using var answer = await administrator.SendAsync(
            "/settings/users/invite", null, ("Input.Name", name), ("Input.Email", email), ("Input.Language", "en"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return LinkOn(await administrator.ReadAsync(answer.Headers.Location!.ToString()));
    }

    private static async Task<string> LinkAfterAsync(Visitor administrator, Guid id, string handler)
    {
        using var answer = await administrator.SendAsync(Person(id), handler);
        return LinkOn(await administrator.ReadAsync(Person(id)));
    }

    private static string LinkOn(string page) => new Uri(WebUtility.HtmlDecode(Link().Match(page).Groups["link"].Value)).PathAndQuery;

    [GeneratedRegex("id=\"invitation-link\">(?<link>[^<]+)<", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
