using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Data.Entities;
using static Severa.CalendarSync.Web.Tests.Settings.SettingsVisits;

namespace Severa.CalendarSync.Web.Tests.Settings;

public sealed class ExchangePageTests(AppFactory app) : IClassFixture<AppFactory>, IAsyncLifetime
{
    private Visitor _administrator = null!;

    public async Task InitializeAsync()
    {
        await app.ResetConnectionAsync();
        _administrator = await app.SignInAsync(AppFactory.Admin);
    }

    [Fact]
    public async Task Secret_IsNeverInAResponse()
    {
        const string typed = "Uusi-Salaisuus-9731";
        var answers = new List<string> { await _administrator.ReadAsync(ExchangePage) };
        using (var refused = await app.SaveConnectionAsync(_administrator, null, ("Input.DelegatePassword", typed), ("Input.Url", "http://mail.example.com/")))
        {
            Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
            answers.Add(await refused.Content.ReadAsStringAsync());
        }

        using (var saved = await app.SaveConnectionAsync(_administrator, "Test", ("Input.DelegatePassword", typed)))
        {
            saved.AssertSaved();
        }

        await app.TestEndedAsync();
        answers.Add(await _administrator.ReadAsync(ExchangePage));
        Assert.All(answers, answer => Assert.DoesNotContain(typed, answer, StringComparison.Ordinal));
        Assert.All(answers, answer => Assert.DoesNotContain(DelegatePassword, answer, StringComparison.Ordinal));
        Assert.Contains("Saved - type to replace it", answers[^1], StringComparison.Ordinal);
        Assert.Equal(typed, (await app.ConnectionAsync()).Secret);
    }

    [Fact]
    public async Task Test_OfTheSandbox_PassesEveryStep()
    {
        using var started = await app.SaveConnectionAsync(_administrator, "Test", ("Input.TestAddress", AppFactory.Aino));
        started.AssertSaved();
        var test = await app.TestEndedAsync();
        Assert.All(test.Results, r => Assert.Equal(CheckStatus.Ok, r.Status));
        Assert.Equal(Enum.GetValues<CheckStep>().Where(s => s != CheckStep.Reach), test.Results.Select(r => r.Step));
        var page = await _administrator.ReadAsync(ExchangePage);
        Assert.Contains("May read and write the calendar of Aino Virtanen", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-refresh", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_WithoutAUser_EndsAfterTheVersion()
    {
        using var started = await app.SaveConnectionAsync(_administrator, "Test");
        started.AssertSaved();
        var test = await app.TestEndedAsync();
        Assert.Equal(CheckStatus.Ok, test.Results.Single(r => r.Step == CheckStep.Version).Status);
        Assert.Equal(CheckStatus.NotReached, test.Results.Single(r => r.Step == CheckStep.Rights).Status);
        Assert.Contains("no user chosen", await _administrator.ReadAsync(ExchangePage), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Windows")]
    public async Task Office365_WithAPassword_IsNotSaved(string method)
    {
        var before = await app.ConnectionAsync();
        using var answer = await app.SaveConnectionAsync(
            _administrator, null, ("Input.Version", "Office365"), ("Input.SignIn", method), ("Input.DelegatePassword", DelegatePassword));
        Assert.Contains("Office 365 accepts no password of a delegate", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before.Revision, (await app.ConnectionAsync()).Revision);
    }

    [Fact]
    public async Task Office365_HasItsOwnAddress_WhateverIsTyped()
    {
        using var saved = await app.SaveConnectionAsync(_administrator, null, [.. AsApplication("ClientSecret"), ("Input.Url", "https://elsewhere.example.com/"), ("Input.ClientSecret", "s")]);
        saved.AssertSaved();
        Assert.Equal("https://outlook.office365.com/EWS/Exchange.asmx", (await app.ConnectionAsync()).Url);
    }

    [Theory]
    [InlineData("ClientSecret")]
    [InlineData("Certificate")]
    public async Task AnApplication_OnAServerOfOnesOwn_NeedsAFixedAddress(string method)
    {
        var before = await app.ConnectionAsync();
        using var answer = await app.SaveConnectionAsync(
            _administrator, null, [.. AsApplication(method), ("Input.Version", "Exchange2019"), ("Input.Url", ""), ("Input.ClientSecret", "s")]);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("An application needs the fixed address of the server", page, StringComparison.Ordinal);
        Assert.Equal(before.Revision, (await app.ConnectionAsync()).Revision);
    }

    [Theory]
    [InlineData("", "7e57c0a7-0500-4a11-8b1d-00000000a001", "Enter the tenant")]
    [InlineData("not a tenant", "7e57c0a7-0500-4a11-8b1d-00000000a001", "Enter the tenant")]
    [InlineData("contoso.test", "an application", "Enter the application id")]
    public async Task AnApplication_NeedsATenantAndAnId(string tenant, string application, string message)
    {
        using var answer = await app.SaveConnectionAsync(
            _administrator, null, [.. AsApplication("ClientSecret"), ("Input.Tenant", tenant), ("Input.ApplicationId", application)]);
        Assert.Contains(message, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Certificate_IsMadeHere_KeptWhenSavedAgain_AndRenewedOnRequest()
    {
        using var saved = await app.SaveConnectionAsync(_administrator, null, AsApplication("Certificate"));
        saved.AssertSaved();
        var first = await app.ConnectionAsync();
        var page = await _administrator.ReadAsync(ExchangePage);
        Assert.Contains("A certificate was made", page, StringComparison.Ordinal);
        Assert.DoesNotContain(first.Secret!, page, StringComparison.Ordinal);
        Assert.True(first.SecretEndsAt > DateTime.UtcNow.AddMonths(20));
        using (var certificate = X509CertificateLoader.LoadCertificate(await DownloadAsync(ExchangePage + "?handler=Certificate")))
        {
            Assert.False(certificate.HasPrivateKey);
            Assert.Contains(certificate.Thumbprint, page, StringComparison.Ordinal);
        }

        using var again = await app.SaveConnectionAsync(_administrator, null, ("Input.Version", "Office365"));
        Assert.Equal(first.Secret, (await app.ConnectionAsync()).Secret);
        using var renewed = await app.SaveConnectionAsync(_administrator, "NewCertificate");
        renewed.AssertSaved();
        Assert.NotEqual(first.Secret, (await app.ConnectionAsync()).Secret);
    }

    [Fact]
    public async Task WrongPassword_ShowsNumberAdviceAndWho_AtItsStep()
    {
        using var started = await app.SaveConnectionAsync(_administrator, "Test", ("Input.DelegatePassword", "wrong"));
        started.AssertSaved();
        Assert.Equal(1, (await app.TestEndedAsync()).Results.Single(r => r.Step == CheckStep.SignIn).ErrorNumber);
        var page = await _administrator.ReadAsync(ExchangePage);
        Assert.Contains("/help/errors#e1\"", page, StringComparison.Ordinal);
        Assert.Contains("not reached", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://mail.example.com/EWS/Exchange.asmx", "must begin with https")]
    [InlineData("https://name:word@mail.example.com/EWS/Exchange.asmx", "without a user name")]
    [InlineData("ftp://mail.example.com/", "must begin with https")]
    [InlineData("https://", "Enter an address such as")]
    public async Task UnfitAddress_IsRefusedAndWhatWasTypedStays(string url, string message)
    {
        var before = await app.ConnectionAsync();
        using var answer = await app.SaveConnectionAsync(_administrator, null, ("Input.Url", url), ("Input.DelegateUsername", ""));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains(message, page, StringComparison.Ordinal);
        Assert.Contains("Enter the delegate&#x27;s username.", page, StringComparison.Ordinal);
        Assert.Contains("class=\"summary\"", page, StringComparison.Ordinal);
        Assert.Equal(before.Revision, (await app.ConnectionAsync()).Revision);
    }

    [Fact]
    public async Task StrangersAddress_IsNotTested()
    {
        using var answer = await app.SaveConnectionAsync(_administrator, "Test", ("Input.TestAddress", "ceo@contoso.test"));
        Assert.Contains("No active user here has this address", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SavedMeanwhile_BySomebodyElse_IsNotOverwritten()
    {
        var stale = $"{(await app.ConnectionAsync()).Revision - 1}";
        using var answer = await app.SaveConnectionAsync(_administrator, null, ("Input.DelegateUsername", "other@contoso.test"), ("Input.Revision", stale));
        Assert.Contains("Somebody else saved", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(DelegateName, (await app.ConnectionAsync()).DelegateUsername);
    }

    [Fact]
    public async Task Saving_RequestsRunsAndLeavesAnAuditLine_WithoutTheSecret()
    {
        var mailbox = await app.SwitchOnAsync(AppFactory.Aino);
        var before = await app.QueryAsync(db => db.Mailboxes.Where(m => m.Id == mailbox).Select(m => m.RequestedVersion).SingleAsync());
        using var saved = await app.SaveConnectionAsync(_administrator, null, ("Input.DelegatePassword", "Toinen-Sana-1234"));
        saved.AssertSaved();
        Assert.True(await app.QueryAsync(db => db.Mailboxes.AnyAsync(m => m.Id == mailbox && m.RequestedVersion > before)));
        var audit = await app.QueryAsync(db => db.Audit.OrderByDescending(a => a.Id).FirstAsync(a => a.Action == AuditAction.ExchangeConnectionSaved));
        Assert.Equal(await app.AccountIdAsync(AppFactory.Admin), audit.ActorId);
        Assert.DoesNotContain("Toinen-Sana", audit.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnreadableSecret_IsSaidAndCuredByTypingItAgain()
    {
        await app.QueryAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE ExchangeConnections SET Secret = 'p1:damaged'"));
        await _administrator.ReadAsync(ExchangePage);
        using (var started = await _administrator.SendAsync(ExchangePage, "Test", await FieldsAsync("")))
        {
            started.AssertSaved();
        }

        Assert.Equal(30, (await app.TestEndedAsync()).Results.Single(r => r.Step == CheckStep.SignIn).ErrorNumber);
        using var cured = await _administrator.SendAsync(ExchangePage, null, await FieldsAsync(DelegatePassword));
        cured.AssertSaved();
        Assert.Equal(DelegatePassword, (await app.ConnectionAsync()).Secret);
    }

    public Task DisposeAsync()
    {
        _administrator.Dispose();
        return Task.CompletedTask;
    }

    private async Task<byte[]> DownloadAsync(string path)
    {
        using var answer = await _administrator.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static (string Name, string Value)[] AsApplication(string method) =>
    [
        ("Input.Version", "Office365"), ("Input.SignIn", method), ("Input.Tenant", "contoso.test"), ("Input.ApplicationId", "7e57c0a7-0500-4a11-8b1d-00000000a001"),
    ];

    private async Task<(string Name, string Value)[]> FieldsAsync(string password)
    {
        var saved = await app.QueryAsync(db => db.ExchangeConnections.Select(c => new { c.Url, c.Revision }).SingleAsync());
        return
        [
            ("Input.Version", "Exchange2016"), ("Input.Url", saved.Url!), ("Input.DelegateUsername", DelegateName),
            ("Input.DelegatePassword", password), ("Input.Revision", $"{saved.Revision}"),
        ];
    }
}
