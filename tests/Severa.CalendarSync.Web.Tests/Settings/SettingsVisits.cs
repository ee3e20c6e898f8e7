using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Settings;

/// <summary>What an administrator does on the settings pages.</summary>
internal static class SettingsVisits
{
    public const string ExchangePage = "/settings/exchange";
    public const string DelegateName = "calendarsync@contoso.test";
    public const string DelegatePassword = "Delegate-Passw0rd!";
    public const string Operator = "operaattori@contoso.test";

    /// <summary>The connection that the demo made, as it is saved.</summary>
    public static Task<ExchangeConnection> ConnectionAsync(this AppFactory app) =>
        app.QueryAsync(db => db.ExchangeConnections.AsNoTracking().SingleAsync());

    /// <summary>The connection to the simulated Exchange, as the demo makes it.</summary>
    public static Task ResetConnectionAsync(this AppFactory app)
    {
        var url = $"http://localhost:{app.Address.Port}/EWS/Exchange.asmx";
        var bound = SecretBinding.Of(new ExchangeConnection { SignIn = SignInMethod.Basic, Url = url });
        return app.QueryAsync(db => db.ExchangeConnections.ExecuteUpdateAsync(set => set
            .SetProperty(c => c.Version, ExchangeVersion.Exchange2016)
            .SetProperty(c => c.Url, url)
            .SetProperty(c => c.SignIn, SignInMethod.Basic)
            .SetProperty(c => c.AllowedHosts, "")
            .SetProperty(c => c.TrustedRoot, "")
            .SetProperty(c => c.DelegateUsername, DelegateName)
            .SetProperty(c => c.Secret, DelegatePassword)
            .SetProperty(c => c.SecretBoundTo, bound)));
    }

    /// <summary>Fills in the connection's form and sends it. Fields that are not named keep what is saved; the password stays empty.</summary>
    public static async Task<HttpResponseMessage> SaveConnectionAsync(
        this AppFactory app, Visitor administrator, string? handler = null, params (string Name, string Value)[] typed)
    {
        var saved = await app.ConnectionAsync();
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Input.Version"] = saved.Version.ToString(),
            ["Input.Url"] = saved.Url ?? "",
            ["Input.AllowedHosts"] = saved.AllowedHosts ?? "",
            ["Input.TrustedRoot"] = saved.TrustedRoot ?? "",
            ["Input.SignIn"] = saved.SignIn.ToString(),
            ["Input.DelegateUsername"] = saved.DelegateUsername,
            ["Input.Tenant"] = saved.Tenant ?? "",
            ["Input.ApplicationId"] = saved.ApplicationId ?? "",
            ["Input.Revision"] = $"{saved.Revision}",
        };
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        return await administrator.SendAsync(ExchangePage, handler, [.. fields.Select(field => (field.Key, field.Value))]);
    }

    /// <summary>Waits until the administrator's last connection test has ended.</summary>
    public static async Task<ConnectionTest> TestEndedAsync(this AppFactory app, string administrator = AppFactory.Admin)
    {
        var id = await app.AccountIdAsync(administrator);
        var tests = app.Services.GetRequiredService<ConnectionTests>();
        await Wait.UntilAsync(() => Task.FromResult(tests.Last(id) is { IsRunning: false }), "the connection test to end", TimeSpan.FromSeconds(30));
        return tests.Last(id)!;
    }

    /// <summary>Somebody who is operator and nothing else.</summary>
    public static async Task<Visitor> SignInOperatorAsync(this AppFactory app)
    {
        _ = app.Address;
        await using (var scope = app.Services.CreateAsyncScope())
        {
            var creation = scope.ServiceProvider.GetRequiredService<AccountCreation>();
            await creation.CreateAsync(new NewAccount("Olli Operaattori", Operator, [Roles.Operator]) { Password = AppFactory.Password });
        }

        return await app.SignInAsync(Operator);
    }

    public static async Task<Guid> SwitchOnAsync(this AppFactory app, string email)
    {
        var id = await app.QueryAsync(db => db.Mailboxes.Where(m => m.Account!.Email == email).Select(m => m.Id).SingleAsync());
        await app.QueryAsync(db => db.Mailboxes.Where(m => m.Id == id).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.IsEnabled, true)
            .SetProperty(m => m.EnabledAt, DateTime.UtcNow)
            .SetProperty(m => m.ProvedAt, DateTime.UtcNow)));
        return id;
    }

    /// <summary>Asks for a run and makes it, after one that saving asked for.</summary>
    public static async Task<RunReport> RunAsync(this AppFactory app, Guid mailbox)
    {
        var (queue, runner) = (app.Services.GetRequiredService<MailboxQueue>(), app.Services.GetRequiredService<SyncRunner>());
        RunReport? report = null;
        await Wait.UntilAsync(
            async () =>
            {
                // One that saving asked for may have failed and paused the connection.
                await app.QueryAsync(db => db.ExchangeConnections.ExecuteUpdateAsync(set => set.SetProperty(c => c.PausedUntil, (DateTime?)null)));
                await queue.RequestAsync([mailbox], CancellationToken.None);
                report = await runner.RunAsync(mailbox, CancellationToken.None);
                return report is not null;
            },
            "the mailbox to run",
            TimeSpan.FromMinutes(1));
        return report!;
    }

    public static void AssertSaved(this HttpResponseMessage answer) => Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
}
