using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Tests.Processes;
using static Severa.CalendarSync.Web.Tests.Settings.SettingsVisits;

namespace Severa.CalendarSync.Web.Tests.Settings;

/// <summary>The address is left empty: it is found, and what the search leads to is confirmed by a person first (P3).</summary>
public sealed class AutodiscoverPageTests(AppFactory app) : IClassFixture<AppFactory>, IAsyncLifetime
{
    private Visitor _administrator = null!;

    public async Task InitializeAsync()
    {
        await app.ResetConnectionAsync();
        _administrator = await app.SignInAsync(AppFactory.Admin);

        // The simulated Exchange has no name in DNS: the operator names its service.
        var endpoints = app.Services.GetRequiredService<IOptions<ExchangeOptions>>().Value.Autodiscover.Endpoints;
        if (endpoints.Count == 0)
        {
            endpoints.Add(new Uri($"http://localhost:{app.Address.Port}/autodiscover/autodiscover.svc"));
        }
    }

    [Fact]
    public async Task Address_IsFound_ForTheTestAndForRuns()
    {
        var mailbox = await app.SwitchOnAsync(AppFactory.Aino);
        using var saved = await SaveAsync();
        saved.AssertSaved();

        var test = await app.TestEndedAsync();
        var report = await app.RunAsync(mailbox);

        Assert.All(test.Results, r => Assert.Equal(CheckStatus.Ok, r.Status));
        Assert.Equal("Found", test.Attempts[^1].Code);
        Assert.NotEqual(RunOutcome.Failed, report.Outcome);
        Assert.Contains("How the address was looked for", await _administrator.ReadAsync(ExchangePage), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StrangeHost_GetsNoSecret_UntilSomebodyConfirmsIt()
    {
        await PlanAsync(new { kind = "RedirectUrl", target = "https://autodiscover.elsewhere.test/autodiscover/autodiscover.svc", address = AppFactory.Aino });
        using var saved = await SaveAsync();
        saved.AssertSaved();

        var test = await app.TestEndedAsync();
        var page = await _administrator.ReadAsync(ExchangePage);

        Assert.Equal(["autodiscover.elsewhere.test"], test.HostsToConfirm.Select(h => h.Host));
        Assert.Equal(7, test.Results.Single(r => r.Step == CheckStep.Address).ErrorNumber);
        Assert.Contains("No password was sent to them", page, StringComparison.Ordinal);
        Assert.Equal("", (await app.ConnectionAsync()).AllowedHosts ?? "");

        using var confirmed = await _administrator.SendAsync(ExchangePage, "ConfirmHosts");
        confirmed.AssertSaved();
        Assert.Equal("autodiscover.elsewhere.test", (await app.ConnectionAsync()).AllowedHosts);
        Assert.True(await app.QueryAsync(db => db.Audit.AnyAsync(a => a.Action == AuditAction.ExchangeHostsConfirmed)));
        await app.TestEndedAsync();
    }

    [Theory]
    [InlineData("Input.AllowedHosts", "no host!", "Enter host names")]
    [InlineData("Input.TrustedRoot", "no certificate", "This is no root certificate")]
    public async Task WhatIsNoHostOrRoot_IsNotSaved(string field, string value, string message)
    {
        using var answer = await app.SaveConnectionAsync(_administrator, null, (field, value));
        Assert.Contains(message, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    public async Task DisposeAsync()
    {
        _administrator.Dispose();
        await SandboxAsync(HttpMethod.Delete, null);
    }

    private Task<HttpResponseMessage> SaveAsync() => app.SaveConnectionAsync(
        _administrator, "Test", ("Input.Url", ""), ("Input.DelegatePassword", DelegatePassword), ("Input.TestAddress", AppFactory.Aino));

    private Task PlanAsync(object rule) => SandboxAsync(HttpMethod.Post, JsonContent.Create(rule));

    private async Task SandboxAsync(HttpMethod method, HttpContent? content)
    {
        using var client = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(method, "/sandbox/api/autodiscover") { Content = content };
        request.Headers.Add("X-Sandbox", "1");
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
    }
}
