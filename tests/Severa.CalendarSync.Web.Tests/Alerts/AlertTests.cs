using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Alerts;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Alerts;

/// <summary>Alerts by mail and webhook, and their page.</summary>
public sealed class AlertTests(AlertApp app) : IClassFixture<AlertApp>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        _ = app.Address;
        app.Receiver.Status = 204;
        app.Receiver.Received.Clear();
        await app.StopDeletionsAsync(false);
        await app.QueryAsync(async db => await db.Alerts.ExecuteDeleteAsync() + await db.AlertSettings.ExecuteDeleteAsync());
        while (app.MailServer.HasMail)
        {
            await app.MailServer.TakeAsync();
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Test_ArrivesByMailAndSignedByWebhook_AndTheSecretIsNeverShown()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var saved = await app.SaveAsync(administrator);
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using var tested = await administrator.SendAsync(AlertApp.Page, "Test");

        Assert.Equal(HttpStatusCode.Redirect, tested.StatusCode);
        Assert.Contains("This is a test", await app.MailServer.TakeAsync(), StringComparison.Ordinal);
        var (signature, body) = Assert.Single(app.Receiver.Received);
        Assert.Equal("test", JsonDocument.Parse(body).RootElement.GetProperty("event").GetString());
        AssertSigned(signature, body);
        var page = await administrator.ReadAsync(AlertApp.Page);
        Assert.Contains("The test was taken by all 2 places.", page, StringComparison.Ordinal);
        Assert.Contains("boss@contoso.test", page, StringComparison.Ordinal);
        Assert.DoesNotContain(AlertApp.Secret, page, StringComparison.Ordinal);
        Assert.Equal(
            [AuditAction.AlertsSaved, AuditAction.AlertsTested],
            await app.QueryAsync(db => db.Audit.Where(a => a.Action == AuditAction.AlertsSaved || a.Action == AuditAction.AlertsTested).OrderByDescending(a => a.Id).Take(2).Select(a => a.Action).Reverse().ToListAsync()));
    }

    [Fact]
    public async Task Cause_IsToldOnceAndItsEndOnce_WithoutAnybodysName()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var saved = await app.SaveAsync(administrator, ("Input.Language", "fi"));
        await app.StopDeletionsAsync(true);
        await app.RoundAsync();
        await app.RoundAsync(minutesLater: 1);

        var mail = await app.MailServer.TakeAsync();
        Assert.Contains("https://sync.contoso.test/overview", mail, StringComparison.Ordinal);
        Assert.False(app.MailServer.HasMail);
        var told = JsonDocument.Parse(Assert.Single(app.Receiver.Received).Body).RootElement;
        Assert.Equal(("opened", "DeletionsStopped", "E28"), (told.GetProperty("event").GetString(), told.GetProperty("cause").GetString(), told.GetProperty("code").GetString()));
        Assert.StartsWith("Poistot on pysäytetty kaikkialla", told.GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.Equal("https://sync.contoso.test/overview", told.GetProperty("link").GetString());
        Assert.Contains("Deletions are stopped everywhere: the organization", await administrator.ReadAsync("/overview"), StringComparison.Ordinal);

        await app.StopDeletionsAsync(false);
        await app.RoundAsync();
        await app.RoundAsync(minutesLater: 6);
        await app.RoundAsync(minutesLater: 60);
        Assert.Contains("Ohi:", Decoded(await app.MailServer.TakeAsync()), StringComparison.Ordinal);
        Assert.False(app.MailServer.HasMail);
        Assert.Equal(["opened", "ended"], app.Receiver.Received.Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("event").GetString()));
        Assert.All(app.Receiver.Received, r => Assert.DoesNotContain("contoso.test\"", r.Body.Replace("sync.contoso.test", "", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(500, "Http500")]
    [InlineData(302, "Http302")]
    public async Task WhatTheReceiverRefuses_IsShown_TriedAgain_AndNoRedirectIsFollowed(int status, string problem)
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var saved = await app.SaveAsync(administrator, ("Input.Recipients", ""));
        app.Receiver.Status = status;
        await app.StopDeletionsAsync(true);
        await app.RoundAsync();
        Assert.Single(app.Receiver.Received);
        var page = await administrator.ReadAsync(AlertApp.Page);
        Assert.Contains(problem, page, StringComparison.Ordinal);
        Assert.Contains("Tried again", page, StringComparison.Ordinal);
        Assert.Contains("Could not be told", await administrator.ReadAsync("/overview"), StringComparison.Ordinal);

        app.Receiver.Status = 200;
        await app.RoundAsync();
        Assert.Single(app.Receiver.Received);
        await app.RoundAsync(minutesLater: 2);
        var ids = app.Receiver.Received.Select(r => JsonDocument.Parse(r.Body).RootElement.GetProperty("id").GetString()).ToList();
        Assert.Equal(2, ids.Count);
        Assert.Single(ids.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WebhookInAPrivateNetwork_IsNotCalled()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var saved = await app.SaveAsync(administrator, ("Input.WebhookUrl", "https://169.254.169.254/latest"), ("Input.Recipients", ""));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using var tested = await administrator.SendAsync(AlertApp.Page, "Test");
        Assert.Contains("the address may not be used", await tested.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Input.Recipients", "not an address", "Enter whole mail addresses")]
    [InlineData("Input.Recipients", "Boss <boss@contoso.test>", "Enter whole mail addresses")]
    [InlineData("Input.WebhookUrl", "http://example.com/", "begins with https://")]
    [InlineData("Input.WebhookUrl", "https://user:word@example.com/", "begins with https://")]
    [InlineData("Input.WebhookSecret", "short", "at least 16 letters")]
    [InlineData("Input.WebhookSecret", "", "at least 16 letters")]
    [InlineData("Input.FailingPercent", "0", "aria-invalid")]
    [InlineData("Input.Version", "7", "Somebody else saved")]
    public async Task Mistake_IsShownAtItsField_AndNothingIsSaved(string field, string value, string message)
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var answer = await app.SaveAsync(administrator, (field, value));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(message, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.False(await app.QueryAsync(db => db.AlertSettings.AnyAsync()));
    }

    [Fact]
    public async Task SavingWithoutTypingTheSecret_KeepsIt_AndWithoutAddressItGoes()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var first = await app.SaveAsync(administrator);
        using var second = await app.SaveAsync(administrator, ("Input.WebhookSecret", ""));
        Assert.Equal(AlertApp.Secret, await app.QueryAsync(db => db.AlertSettings.Select(s => s.WebhookSecret).SingleAsync()));
        using var third = await app.SaveAsync(administrator, ("Input.WebhookUrl", ""), ("Input.WebhookSecret", ""));
        Assert.Null(await app.QueryAsync(db => db.AlertSettings.Select(s => s.WebhookSecret).SingleAsync()));
    }

    [Fact]
    public async Task JobsThatNobodyRuns_AreNoticed()
    {
        var here = app.Services.GetRequiredService<NoticedHere>();
        await Wait.UntilAsync(() => Task.FromResult(here.Look(TimeProvider.System.GetUtcNow().AddMinutes(10)).Count > 0), "the job server to say that it lives", TimeSpan.FromSeconds(30));
        Assert.Empty(here.Look(TimeProvider.System.GetUtcNow()));
        Assert.Equal(AlertCause.JobsSilent, Assert.Single(here.Look(TimeProvider.System.GetUtcNow().AddMinutes(10))).Cause);
    }

    [Fact]
    public void EveryCause_HasASentenceAndAdvice_InBothLanguages()
    {
        var words = app.Services.GetRequiredService<AlertWords>();
        var ended = (AlertCause.SecretEnds, (int?)31);
        foreach (var (cause, number) in Enum.GetValues<AlertCause>().Select(cause => (cause, NumberOf(cause))).Append(ended))
        {
            var alert = new AlertRow { Cause = cause, Subject = "", Number = number };
            var (english, finnish) = (words.InLanguage("en", alert, AlertEvent.Opened).Message, words.InLanguage("fi", alert, AlertEvent.Opened).Message);
            Assert.All(new[] { english.Sentence, english.Advice, finnish.Sentence, finnish.Advice }, text => Assert.DoesNotContain("_Sentence", text, StringComparison.Ordinal));
            Assert.All(new[] { english.Advice, finnish.Advice }, text => Assert.DoesNotContain("_Advice", text, StringComparison.Ordinal));
            Assert.NotEqual(english.Sentence, finnish.Sentence);
            Assert.NotEqual(english.Advice, finnish.Advice);
        }
    }

    private static int? NumberOf(AlertCause cause) => cause switch
    {
        AlertCause.ConnectionStopped => 1,
        AlertCause.OtherInstallation => 29,
        AlertCause.ClockFar => 25,
        AlertCause.SecretEnds or AlertCause.MailboxesFailing or AlertCause.MailboxStale or AlertCause.DeletionsStopped or AlertCause.JobsSilent or AlertCause.Test => null,
    };

    private static void AssertSigned(string signature, string body)
    {
        var (time, hash) = (signature.Split(',')[0][2..], signature.Split(',')[1][3..]);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(AlertApp.Secret), Encoding.UTF8.GetBytes($"{time}.{body}"));
        Assert.Equal(Convert.ToHexStringLower(expected), hash);
    }

    /// <summary>The text of a mail, however it was encoded.</summary>
    private static string Decoded(string mail)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(mail));
        return MimeKit.MimeMessage.Load(stream).TextBody!;
    }
}
