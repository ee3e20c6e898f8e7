using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using MimeKit;
using Severa.CalendarSync.Web.Mail;

namespace Severa.CalendarSync.Web.Tests.Mail;

/// <summary>Mails of the service, with a mail server that speaks SMTP.</summary>
public sealed class MailSenderTests : IDisposable
{
    private static readonly MailText Text = new("Aino Virtanen <aino@contoso.test>", "Kokeilu ä", "Yksi rivi.\n.\nhttps://sync.contoso.test/x\n");

    private readonly TestMailServer _server = new();
    private readonly string _rootFile = Path.GetTempFileName();

    public MailSenderTests() => File.WriteAllText(_rootFile, _server.Pem);

    public void Dispose()
    {
        _server.Dispose();
        File.Delete(_rootFile);
    }

    [Fact]
    public async Task Mail_Arrives_SignedIn_AndNothingOfItInTheClear()
    {
        await Sender().SendAsync(Text, CancellationToken.None);

        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await _server.TakeAsync()));
        using var mail = await MimeMessage.LoadAsync(stream);
        Assert.Equal(("aino@contoso.test", "Kokeilu ä", "calendar.sync@contoso.test"), (mail.To!.Mailboxes.Single().Address, mail.Subject, mail.From!.Mailboxes.Single().Address));
        Assert.Equal(Text.Body, mail.TextBody!.ReplaceLineEndings("\n"));
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.Equal(["EHLO contoso.test", "STARTTLS"], _server.InTheClear);
    }

    [Fact]
    public async Task ServerWithoutTls_GetsNothing()
    {
        _server.IsWithoutTls = true;
        await AssertProblemAsync(MailProblem.NotTrusted, Sender());
        Assert.DoesNotContain(_server.InTheClear, line => line.StartsWith("AUTH", StringComparison.Ordinal) || line.StartsWith("MAIL", StringComparison.Ordinal));
    }

    [Fact]
    public Task CertificateNobodyVouchesFor_GetsNothing() => AssertProblemAsync(MailProblem.NotTrusted, Sender(options => options.TrustedRootFile = null));

    [Fact]
    public Task WrongPassword_IsSaid() => AssertProblemAsync(MailProblem.SignInRefused, Sender(options => options.Password = "wrong"));

    [Fact]
    public async Task RefusedAddress_IsSaid_WithoutTheAddress()
    {
        _server.Refuses = "aino@contoso.test";
        var problem = await AssertProblemAsync(MailProblem.AddressRefused, Sender());
        Assert.Equal(550, problem.Code);
        Assert.DoesNotContain("aino", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilentServer_IsGivenUp()
    {
        _server.IsSilent = true;
        await AssertProblemAsync(MailProblem.NotReached, Sender(options => options.Longest = TimeSpan.FromMilliseconds(200)));
    }

    [Theory]
    [InlineData("no address")]
    [InlineData("")]
    public Task WhatIsNoAddress_IsRefused(string to) => AssertProblemAsync(MailProblem.AddressRefused, Sender(), Text with { To = to });

    [Fact]
    public async Task NoServer_NoMail()
    {
        var sender = Sender(options => options.Host = " ");
        Assert.False(sender.IsConfigured);
        await AssertProblemAsync(MailProblem.NotConfigured, sender);
    }

    [Theory]
    [InlineData("PublicUrl", "sync.contoso.test")]
    [InlineData("Mail:From", "")]
    [InlineData("Mail:Password", "")]
    [InlineData("Mail:Port", "0")]
    [InlineData("Mail:Port", "smtp")]
    [InlineData("Mail:Longest", "00:00:00")]
    [InlineData("Mail:TrustedRootFile", "/nowhere/root.pem")]
    public void WrongSetting_IsNamedInOneSentence(string setting, string value)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["PublicUrl"] = "https://sync.contoso.test", ["Mail:Host"] = "mail.contoso.test", ["Mail:From"] = "sync@contoso.test", ["Mail:UserName"] = "sync", ["Mail:Password"] = "hush",
        };
        Assert.Empty(Problems(settings));
        settings[setting] = value;
        Assert.Contains(setting, Assert.Single(Problems(settings)), StringComparison.Ordinal);
        settings["Mail:Host"] = null;
        settings["Mail:Port"] = null;
        Assert.Empty(Problems(settings));
    }

    private static IEnumerable<string> Problems(Dictionary<string, string?> settings) =>
        MailRules.Problems(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());

    private static async Task<MailException> AssertProblemAsync(MailProblem expected, SmtpMailSender sender, MailText? text = null)
    {
        var problem = await Assert.ThrowsAsync<MailException>(() => sender.SendAsync(text ?? Text, CancellationToken.None));
        Assert.Equal(expected, problem.Problem);
        return problem;
    }

    private SmtpMailSender Sender(Action<MailOptions>? change = null)
    {
        var options = new MailOptions
        {
            Host = "localhost", Port = _server.Port, From = "calendar.sync@contoso.test", TrustedRootFile = _rootFile, UserName = TestMailServer.UserName, Password = TestMailServer.Password,
        };
        change?.Invoke(options);
        return new SmtpMailSender(Options.Create(options));
    }
}
