using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Tests.Profile;
using Severa.CalendarSync.Web.Tests.Settings;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Connections;

/// <summary>P3 with connections for several mail domains (R19), and the mailbox that must stay out of reach (E12).</summary>
public sealed partial class SeveralConnectionsTests : IAsyncLifetime
{
    private AppFactory _app = null!;
    private SecondServer _second = null!;
    private Visitor _administrator = null!;

    public async Task InitializeAsync()
    {
        (_app, _second) = (new AppFactory(), new SecondServer());
        _app.Settings["Sandbox:Accounts:0:UserName"] = "narrow@contoso.test";
        _app.Settings["Sandbox:Accounts:0:Password"] = SettingsVisits.DelegatePassword;
        _app.Settings["Sandbox:Accounts:0:Scope:0"] = AppFactory.Aino;
        _administrator = await _app.SignInAsync(AppFactory.Admin);
    }

    public async Task DisposeAsync()
    {
        _administrator.Dispose();
        await _second.DisposeAsync();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task OneConnection_ShowsNoDomains_AndOffersAnother()
    {
        var page = await _administrator.ReadAsync(SettingsVisits.ExchangePage);

        Assert.DoesNotContain("Input.Domains", page, StringComparison.Ordinal);
        Assert.Contains("/settings/exchange/new", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Remove the connection", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherConnection_StandsBesideTheFirst_AndCanBeRemoved()
    {
        (await _second.ConnectAsync(_administrator, "@Fabrikam.TEST, wingtip.test")).AssertSaved();
        var (first, other) = await BothAsync();
        var page = await _administrator.ReadAsync(SettingsVisits.ExchangePage);
        Assert.Contains("fabrikam.test, wingtip.test", page, StringComparison.Ordinal);
        Assert.Contains($"/settings/exchange/{other.Id:N}", page, StringComparison.Ordinal);
        Assert.Equal("fabrikam.test\nwingtip.test", other.Domains);
        Assert.Equal((1L, SettingsVisits.DelegatePassword), (other.Revision, other.Secret));

        var path = $"/settings/exchange/{other.Id:N}";
        using var removed = await _administrator.SendAsync(path, "Remove", ("Input.Revision", $"{other.Revision}"));
        removed.AssertSaved();
        Assert.Equal(first.Id, (await _app.ConnectionAsync()).Id);
        Assert.Equal(1, await _app.QueryAsync(db => db.Audit.CountAsync(a => a.Action == AuditAction.ExchangeConnectionRemoved)));
        using var gone = await _administrator.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task EachConnection_HandsOutItsOwnCertificate()
    {
        (string, string)[] application = [("Input.Version", "Office365"), ("Input.SignIn", "Certificate"), ("Input.Tenant", "contoso.test"), ("Input.ApplicationId", "7e57c0a7-0500-4a11-8b1d-00000000a001")];
        (await _app.SaveConnectionAsync(_administrator, null, application)).AssertSaved();
        (await _administrator.SendAsync("/settings/exchange/new", null, [("Input.Domains", "fabrikam.test"), ("Input.Revision", "0"), .. application])).AssertSaved();
        var connections = await _app.QueryAsync(db => db.ExchangeConnections.AsNoTracking().OrderBy(c => c.CreatedAt).ToListAsync());

        foreach (var (path, connection) in connections.Zip([SettingsVisits.ExchangePage, $"{SettingsVisits.ExchangePage}/{connections[^1].Id:N}"], (c, path) => (path, c)))
        {
            var link = CertificateLink().Match(await _administrator.ReadAsync(path)).Groups["path"].Value;
            using var file = await _administrator.GetAsync(link);
            Assert.Equal(ApplicationCertificate.FileOf(connection.Certificate!), await file.Content.ReadAsByteArrayAsync());
        }
    }

    [Fact]
    public async Task RemovingTheOnlyConnection_OrOneThatWasSavedMeanwhile_ChangesNothing()
    {
        using var only = await _administrator.SendAsync(SettingsVisits.ExchangePage, "Remove", ("Input.Revision", "1"));
        Assert.Equal(HttpStatusCode.NotFound, only.StatusCode);

        (await _second.ConnectAsync(_administrator, "fabrikam.test")).AssertSaved();
        var (_, other) = await BothAsync();
        using var late = await _administrator.SendAsync($"/settings/exchange/{other.Id:N}", "Remove", ("Input.Revision", "0"));
        late.AssertSaved();
        Assert.Equal(2, await _app.QueryAsync(db => db.ExchangeConnections.CountAsync()));
    }

    [Fact]
    public async Task WhatIsNoDomain_IsSaidAtTheField()
    {
        using var answer = await _second.ConnectAsync(_administrator, "contoso.test\nnot a domain!");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Enter mail domains such as contoso.com", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await _app.QueryAsync(db => db.ExchangeConnections.CountAsync()));
    }

    [Fact]
    public async Task NobodyServesTheDomain_SaysE21()
    {
        (await _app.SaveConnectionAsync(_administrator, null, ("Input.Domains", "fabrikam.test"))).AssertSaved();
        using var aino = await _app.SignInAsync(AppFactory.Aino);

        Assert.Contains("E21", await aino.ReadAsync("/profile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TestForSomebodyOfAnotherDomain_IsRefusedAtTheField()
    {
        (await _second.ConnectAsync(_administrator, "fabrikam.test")).AssertSaved();
        var (_, other) = await BothAsync();
        using var answer = await _administrator.SendAsync(
            $"/settings/exchange/{other.Id:N}", "Test", ("Input.Domains", other.Domains!), ("Input.Version", "Exchange2019"), ("Input.Url", other.Url!), ("Input.SignIn", "Basic"),
            ("Input.DelegateUsername", SettingsVisits.DelegateName), ("Input.Revision", $"{other.Revision}"), ("Input.TestAddress", AppFactory.Aino));

        Assert.Contains("does not serve the mail domain", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProofAndRuns_FindTheServerThatHasTheMailbox()
    {
        await _second.GoneAsync(_app, AppFactory.Sari);
        (await _second.ConnectAsync(_administrator)).AssertSaved();
        await _second.GoneAsync(_second, AppFactory.Aino);
        var (first, other) = await BothAsync();

        foreach (var (email, expected) in new[] { (AppFactory.Aino, first.Id), (AppFactory.Sari, other.Id) })
        {
            using var person = await _app.SignInAsync(email);
            await person.SwitchAsync(_app, "on", email);
            await new SyncRuns(_app, email).SucceededAsync();
            Assert.Equal(expected, await _app.QueryAsync(db => db.Mailboxes.Where(m => m.Account!.Email == email).Select(m => m.ConnectionId).SingleAsync()));
        }
    }

    [Fact]
    public async Task Proof_OfAMailboxThatMovedMeanwhile_FindsIt()
    {
        await _second.GoneAsync(_second, AppFactory.Sari);
        (await _second.ConnectAsync(_administrator)).AssertSaved();
        var (first, other) = await BothAsync();
        await _app.QueryAsync(db => db.Mailboxes.Where(m => m.Account!.Email == AppFactory.Sari).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.ConnectionId, first.Id).SetProperty(m => m.ProvedAt, (DateTime?)null)));
        await _second.TakeAsync(_app, AppFactory.Sari);

        // The reader of codes looks for English ones.
        await _app.QueryAsync(db => db.Users.Where(u => u.Email == AppFactory.Sari).ExecuteUpdateAsync(set => set.SetProperty(u => u.Language, "en")));
        using var sari = await _app.SignInAsync(AppFactory.Sari);
        using var codes = new SandboxReader(_second.Address);

        using var sent = await sari.PostAsync("/profile/proof/send", "/profile");
        using var proved = await sari.PostAsync("/profile/proof/check", "/profile", ("Code", Assert.Single(await codes.CodesAsync(AppFactory.Sari))));

        var mailbox = await _app.QueryAsync(db => db.Mailboxes.AsNoTracking().SingleAsync(m => m.Account!.Email == AppFactory.Sari));
        Assert.NotNull(mailbox.ProvedAt);
        Assert.Equal(other.Id, mailbox.ConnectionId);
    }

    [Fact]
    public async Task OnlyTheBrokenConnection_IsPaused()
    {
        await _second.GoneAsync(_app, AppFactory.Sari);
        (await _second.ConnectAsync(_administrator)).AssertSaved();
        await _second.GoneAsync(_second, AppFactory.Aino);
        using var aino = await _app.SignInAsync(AppFactory.Aino);
        using var sari = await _app.SignInAsync(AppFactory.Sari);
        await aino.SwitchAsync(_app, "on");
        await sari.SwitchAsync(_app, "on", AppFactory.Sari);
        await new SyncRuns(_app).SucceededAsync();
        await new SyncRuns(_app, AppFactory.Sari).SucceededAsync();

        var lockOut = await _second.ClientOf(_second).PutAsJsonAsync(SecondServer.Path($"accounts/{SettingsVisits.DelegateName}"), new { isLocked = true });
        lockOut.EnsureSuccessStatusCode();
        await sari.SwitchAsync(_app, "run", AppFactory.Sari);
        await new SyncRuns(_app, AppFactory.Sari).FailedAsync();
        await aino.SyncNowAsync(_app, new SyncRuns(_app));

        var (first, other) = await BothAsync();
        Assert.Null(first.PausedUntil);
        Assert.NotNull(other.PausedUntil);
    }

    [Theory]
    [InlineData("narrow@contoso.test", null)]
    [InlineData(SettingsVisits.DelegateName, 12)]
    public async Task MailboxThatMustStayOutOfReach_IsTriedWithEachTest_AndEachWeek(string delegateName, int? expected)
    {
        (await _app.SaveConnectionAsync(
            _administrator, "Test", ("Input.DelegateUsername", delegateName), ("Input.DelegatePassword", SettingsVisits.DelegatePassword), ("Input.OutOfReachAddress", AppFactory.Mikael))).AssertSaved();
        var test = await _app.TestEndedAsync();
        Assert.Equal(expected, test.Results[^1].ErrorNumber);
        Assert.Equal(expected, (await _app.ConnectionAsync()).ReachErrorNumber);
        var page = await _administrator.ReadAsync(SettingsVisits.ExchangePage);
        Assert.Equal(expected is not null, page.Contains("href=\"/help/errors#e12\"", StringComparison.Ordinal));

        await _app.QueryAsync(db => db.ExchangeConnections.ExecuteUpdateAsync(set => set.SetProperty(c => c.ReachCheckedAt, (DateTime?)null).SetProperty(c => c.ReachErrorNumber, (int?)null)));
        await _app.Services.GetRequiredService<ReachChecks>().RunAllAsync(CancellationToken.None);
        var saved = await _app.ConnectionAsync();
        Assert.Equal(expected, saved.ReachErrorNumber);
        Assert.NotNull(saved.ReachCheckedAt);
    }

    [Fact]
    public async Task WhatTheDelegateReaches_StandsUntilAnAnswer_AndUntilItIsAskedOfSomebodyElse()
    {
        (string, string) named = ("Input.OutOfReachAddress", AppFactory.Mikael);
        (await _app.SaveConnectionAsync(_administrator, null, named)).AssertSaved();
        var reach = _app.Services.GetRequiredService<ReachChecks>();
        await reach.RunAllAsync(CancellationToken.None);
        var id = (await _app.ConnectionAsync()).Id;
        foreach (var number in new[] { 22, 3, 0 })
        {
            await reach.RecordAsync(id, new CheckResult(CheckStep.Reach, CheckStatus.Failed, TimeSpan.Zero, number), CancellationToken.None);
            Assert.Equal(12, (await _app.ConnectionAsync()).ReachErrorNumber);
        }

        (await _app.SaveConnectionAsync(_administrator, null, named, ("Input.AllowedHosts", "mail.contoso.test"))).AssertSaved();
        Assert.Equal(12, (await _app.ConnectionAsync()).ReachErrorNumber);
        await reach.RecordAsync(id, new CheckResult(CheckStep.Reach, CheckStatus.Failed, TimeSpan.Zero, 13), CancellationToken.None);
        Assert.Equal(13, (await _app.ConnectionAsync()).ReachErrorNumber);

        (await _app.SaveConnectionAsync(_administrator, null, ("Input.OutOfReachAddress", AppFactory.Sari))).AssertSaved();
        Assert.Null((await _app.ConnectionAsync()).ReachErrorNumber);
    }

    private Task<(Data.Entities.ExchangeConnection First, Data.Entities.ExchangeConnection Other)> BothAsync() => _app.QueryAsync(async db =>
    {
        var both = await db.ExchangeConnections.AsNoTracking().OrderBy(c => c.Id).ToListAsync();
        var other = both.Single(c => c.Url == _second.Url);
        return (both.Single(c => c != other), other);
    });

    [GeneratedRegex("href=\"(?<path>[^\"]+)\" download", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CertificateLink();
}
