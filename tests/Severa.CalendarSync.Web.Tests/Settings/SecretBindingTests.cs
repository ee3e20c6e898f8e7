using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Web.Jobs;
using static Severa.CalendarSync.Web.Tests.Settings.SettingsVisits;

namespace Severa.CalendarSync.Web.Tests.Settings;

/// <summary>A saved secret is sent to the address it was saved with, and nowhere else.</summary>
public sealed class SecretBindingTests(AppFactory app) : IClassFixture<AppFactory>, IAsyncLifetime, IDisposable
{
    private static readonly string Credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DelegateName}:{DelegatePassword}"));

    private readonly CatchingServer _stranger = new();
    private Visitor _administrator = null!;

    public async Task InitializeAsync()
    {
        await app.ResetConnectionAsync();
        _administrator = await app.SignInAsync(AppFactory.Admin);
    }

    [Fact]
    public async Task ChangedAddress_NoSecretArrivesThere_ByTestOrByRun()
    {
        var mailbox = await app.SwitchOnAsync(AppFactory.Aino);
        using var saved = await app.SaveConnectionAsync(_administrator, "Test", ("Input.Url", _stranger.Url), ("Input.TestAddress", AppFactory.Aino));
        saved.AssertSaved();
        var test = await app.TestEndedAsync();
        Assert.Contains(test.Results, r => r.ErrorNumber == 30);

        var report = await app.RunAsync(mailbox);
        Assert.Equal((RunOutcome.Failed, 30), (report.Outcome, report.ErrorNumber));
        AssertNothingArrived();
        Assert.Null((await app.ConnectionAsync()).Secret);
        Assert.Contains("No password is saved for this address", await _administrator.ReadAsync(ExchangePage), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressChangedBehindThePage_NoSecretArrivesThere()
    {
        var mailbox = await app.SwitchOnAsync(AppFactory.Aino);
        await app.QueryAsync(db => db.ExchangeConnections.ExecuteUpdateAsync(set => set.SetProperty(c => c.Url, _stranger.Url)));
        using var saved = await app.SaveConnectionAsync(_administrator, "Test");
        saved.AssertSaved();
        await app.TestEndedAsync();
        var report = await app.RunAsync(mailbox);

        Assert.Equal(30, report.ErrorNumber);
        AssertNothingArrived();
    }

    [Fact]
    public async Task ChangedSignInMethod_EmptiesTheSecret()
    {
        using var saved = await app.SaveConnectionAsync(_administrator, null, ("Input.SignIn", "Windows"));
        saved.AssertSaved();
        using var back = await app.SaveConnectionAsync(_administrator, null, ("Input.SignIn", "Basic"));
        back.AssertSaved();
        Assert.Null((await app.ConnectionAsync()).Secret);
    }

    [Fact]
    public async Task ChangedVersionWithTheSameSignIn_KeepsTheSecret()
    {
        using var saved = await app.SaveConnectionAsync(_administrator, null, ("Input.Version", "Exchange2013"));
        saved.AssertSaved();
        Assert.Equal(DelegatePassword, (await app.ConnectionAsync()).Secret);
    }

    /// <summary>The counter-proof: typed again for the new address, the password does arrive, and the listener sees it.</summary>
    [Fact]
    public async Task PasswordTypedAgain_ArrivesAtTheNewAddress()
    {
        using var saved = await app.SaveConnectionAsync(
            _administrator, "Test", ("Input.Url", _stranger.Url), ("Input.DelegatePassword", DelegatePassword));
        saved.AssertSaved();
        var test = await app.TestEndedAsync();
        Assert.Contains(Credentials, _stranger.Received, StringComparison.Ordinal);
        Assert.Contains(test.Results, r => r.ErrorNumber == 1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _administrator.Dispose();
        _stranger.Dispose();
    }

    private void AssertNothingArrived()
    {
        Assert.DoesNotContain(Credentials, _stranger.Received, StringComparison.Ordinal);
        Assert.Equal("", _stranger.Received);
    }
}
