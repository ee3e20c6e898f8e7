using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using MimeKit;
using Severa.CalendarSync.Web.Tests.Mail;

namespace Severa.CalendarSync.Web.Tests.Accounts;

/// <summary>Invitations and new passwords go by mail where there is a mail server, and are shown where it does not take them.</summary>
public sealed partial class LinkMailTests(LinkMailTests.MailApp app) : IClassFixture<LinkMailTests.MailApp>
{
    [Fact]
    public async Task Invitation_IsMailedToItsOwner_InHisLanguage_AndShownToNobody()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var answer = await InviteAsync(administrator, "uusi@contoso.test");
        var page = await administrator.ReadAsync(answer.Headers.Location!.ToString());
        Assert.Contains("A link was mailed", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/invitation?code=", page, StringComparison.Ordinal);

        using var mail = await app.TakeAsync();
        Assert.Equal(("uusi@contoso.test", "Calendar Sync -tilisi"), (mail.To!.Mailboxes.Single().Address, mail.Subject));
        var link = Link().Match(mail.TextBody!).Value;
        Assert.StartsWith("https://sync.contoso.test/invitation?code=", link, StringComparison.Ordinal);
        using var person = app.Visit();
        using var accepted = await person.SendAsync(new Uri(link).PathAndQuery, null, ("Input.Password", "kolme-lintua-oksalla"), ("Input.Again", "kolme-lintua-oksalla"));
        Assert.Equal("/profile", accepted.Headers.Location!.ToString());
    }

    [Fact]
    public async Task NewPassword_IsMailed()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        var person = $"/settings/users/person/{await app.AccountIdAsync(AppFactory.Mikael)}";
        using var answer = await administrator.SendAsync(person, "Reset");
        Assert.DoesNotContain("/invitation?code=", await administrator.ReadAsync(person), StringComparison.Ordinal);
        using var mail = await app.TakeAsync();
        Assert.Equal((AppFactory.Mikael, "A new password for Calendar Sync"), (mail.To!.Mailboxes.Single().Address, mail.Subject));
        Assert.Matches(Link(), mail.TextBody!);
    }

    [Fact]
    public async Task RefusedMail_IsTold_AndTheLinkIsShownOnce()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var answer = await InviteAsync(administrator, "refused@contoso.test");
        var person = answer.Headers.Location!.ToString();
        var page = await administrator.ReadAsync(person);
        Assert.Contains("does not take mail for this address", page, StringComparison.Ordinal);
        Assert.Contains("https://sync.contoso.test/invitation?code=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/invitation?code=", await administrator.ReadAsync(person), StringComparison.Ordinal);
        Assert.True(await app.QueryAsync(db => db.Users.AnyAsync(a => a.Email == "refused@contoso.test")));
    }

    private static async Task<HttpResponseMessage> InviteAsync(Visitor administrator, string email)
    {
        var answer = await administrator.SendAsync("/settings/users/invite", null, ("Input.Name", "Uusi Henkilö"), ("Input.Email", email), ("Input.Language", "fi"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer;
    }

    [GeneratedRegex(@"https://sync\.contoso\.test/invitation\?code=\S+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Link();

    /// <summary>With a mail server that refuses one address.</summary>
    public sealed class MailApp : AppFactory
    {
        private readonly TestMailServer _server = new() { Refuses = "refused@contoso.test" };
        private readonly string _rootFile = Path.GetTempFileName();

        public MailApp()
        {
            File.WriteAllText(_rootFile, _server.Pem);
            Settings["PublicUrl"] = "https://sync.contoso.test";
            Settings["Mail:Host"] = "localhost";
            Settings["Mail:Port"] = $"{_server.Port}";
            Settings["Mail:From"] = "sync@contoso.test";
            Settings["Mail:UserName"] = TestMailServer.UserName;
            Settings["Mail:Password"] = TestMailServer.Password;
            Settings["Mail:TrustedRootFile"] = _rootFile;
        }

        internal async Task<MimeMessage> TakeAsync()
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(await _server.TakeAsync()));
            return await MimeMessage.LoadAsync(stream);
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing && File.Exists(_rootFile))
            {
                _server.Dispose();
                File.Delete(_rootFile);
            }
        }
    }
}
