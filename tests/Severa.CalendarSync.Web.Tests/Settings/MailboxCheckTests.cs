using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Tests.Connections;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Settings;

/// <summary>"Check all mailboxes" (P6), against the simulated Exchange.</summary>
public sealed class MailboxCheckTests : IAsyncLifetime, IDisposable
{
    private readonly AppFactory _app = new();
    private Visitor _administrator = null!;

    private MailboxCheckBoard Board => _app.Services.GetRequiredService<MailboxCheckBoard>();

    public async Task InitializeAsync() => _administrator = await _app.SignInAsync(AppFactory.Admin);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _administrator.Dispose();
        _app.Dispose();
    }

    [Fact]
    public async Task Everybody_IsChecked_AndWhoHasAnError_IsNamedWithAdvice()
    {
        Assert.DoesNotContain("id=\"check\"", await _administrator.ReadAsync("/settings/users"), StringComparison.Ordinal);
        var check = await CheckAsync();

        var people = await _app.QueryAsync(db => db.Users.Where(a => a.IsActive).ToDictionaryAsync(a => a.Id, a => a.Email));
        Assert.Equal(people.Keys.Order(), check.Results.Keys.Order());
        Assert.Equal(people.Count, check.Total);
        Assert.Equal([(AppFactory.Admin, 13)], check.Results.Where(r => r.Value is not null).Select(r => (people[r.Key]!, r.Value!.Value)));
        var page = await _administrator.ReadAsync("/settings/users");
        Assert.Contains("With an error: 1", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/help/errors#e13\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-refresh", page, StringComparison.Ordinal);
        var line = await _app.QueryAsync(db => db.Audit.SingleAsync(a => a.Action == AuditAction.MailboxesChecked));
        Assert.Equal((await _app.AccountIdAsync(AppFactory.Admin), $"{people.Count}"), (line.ActorId, line.Detail));
    }

    /// <summary>Nobody has switched on: the calendar folder is asked for its rights, and for whose it is.</summary>
    [Fact]
    public async Task NoItemIsRead_AndWhatRunsKnow_StaysAsItIs()
    {
        using var outlook = new OutlookOf(_app, AppFactory.Sari);
        await outlook.ResetCountersAsync();
        await CheckAsync();

        Assert.Empty((await outlook.OperationsAsync()).Keys.Except(["GetFolder", "ResolveNames", "ConvertId", "GetRooms", "GetRoomLists"]));
        Assert.NotEmpty(await outlook.OperationsAsync());
        Assert.False(await _app.QueryAsync(db => db.Mailboxes.AnyAsync(m => m.ErrorNumber != null || m.IsEnabled)));
    }

    [Fact]
    public async Task RefusedPassword_IsSentOnce_NotOnceForEverybody()
    {
        await _app.QueryAsync(db => db.ExchangeConnections.ExecuteUpdateAsync(set => set.SetProperty(c => c.Secret, "wrong")));
        var check = await CheckAsync();

        Assert.All(check.Results.Values, number => Assert.Equal(1, number));
        using var sandbox = new HttpClient { BaseAddress = _app.Address, DefaultRequestHeaders = { { "X-Sandbox", "1" } } };
        var accounts = (await sandbox.GetFromJsonAsync<JsonArray>(SecondServer.Path("accounts")))!;
        Assert.InRange(accounts.Sum(account => (int)account!["failedSignIns"]!), 1, 2);
    }

    /// <summary>Everybody's would take as long as giving up takes, for each.</summary>
    [Fact]
    public async Task ServerThatDoesNotAnswer_IsAskedForOnePerson_NotForEverybody()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var url = $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/EWS/Exchange.asmx";
        var bound = SecretBinding.Of(new ExchangeConnection { SignIn = SignInMethod.Basic, Url = url });
        await _app.QueryAsync(db => db.ExchangeConnections.ExecuteUpdateAsync(set => set.SetProperty(c => c.Url, url).SetProperty(c => c.SecretBoundTo, bound)));
        var asked = 0;
        var hangUp = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await silent.AcceptTcpClientAsync();
                asked++;
            }
        });
        var check = await CheckAsync();

        Assert.Single(check.Results.Values.Distinct());
        Assert.Equal(check.Total, check.Failed);
        Assert.InRange(asked, 1, check.Total - 1);
        silent.Stop();
        await Assert.ThrowsAnyAsync<SocketException>(() => hangUp);
    }

    [Fact]
    public async Task ConnectionThatWaits_IsNotAsked()
    {
        await CheckAsync();
        await _app.QueryAsync(db => db.ExchangeConnections.ExecuteUpdateAsync(set => set
            .SetProperty(c => c.PausedUntil, DateTime.UtcNow.AddHours(1)).SetProperty(c => c.ErrorNumber, 2)));
        using var outlook = new OutlookOf(_app, AppFactory.Sari);
        await outlook.ResetCountersAsync();

        Assert.All((await CheckAsync()).Results.Values, number => Assert.Equal(2, number));
        Assert.Empty(await outlook.OperationsAsync());
    }

    /// <summary>On whatever node; one that nobody works at any more hinders none.</summary>
    [Fact]
    public void OneCheckAtATime_UntilItHasEnded_OrIsGivenUp()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var storage = _app.Services.GetRequiredService<JobStorage>();
        var (one, other) = (new MailboxCheckBoard(storage, time), new MailboxCheckBoard(storage, time));
        Assert.True(one.TryBegin(Guid.NewGuid(), 5));
        Assert.False(other.TryBegin(Guid.NewGuid(), 5));
        one.End();
        var second = Guid.NewGuid();
        Assert.True(other.TryBegin(second, 5));
        time.Advance(MailboxCheck.GivenUpAfter);
        other.Note(second, Guid.NewGuid(), 22);
        Assert.False(one.TryBegin(Guid.NewGuid(), 5));
        time.Advance(MailboxCheck.GivenUpAfter + TimeSpan.FromSeconds(1));
        Assert.Equal((false, null, 1), (one.Read()!.IsRunning, one.Read()!.EndedAt, one.Read()!.Failed));
        Assert.True(one.TryBegin(Guid.NewGuid(), 5));
    }

    /// <summary>Another node goes on where the one that died stopped.</summary>
    [Fact]
    public async Task InterruptedCheck_GoesOn_WithoutWhoWasCheckedBefore()
    {
        var (check, sari) = (Guid.NewGuid(), await _app.AccountIdAsync(AppFactory.Sari));
        Assert.True(Board.TryBegin(check, 4));
        Board.Note(check, sari, 19);
        Assert.Contains("1 of 4 checked, 1 with an error", await _administrator.ReadAsync("/settings/users"), StringComparison.Ordinal);
        await _app.Services.GetRequiredService<MailboxChecks>().RunAsync(check, CancellationToken.None);

        Assert.Equal((19, false), (Board.Read()!.Results[sari], Board.Read()!.IsRunning));
        Assert.True(Board.Read()!.Results.Count > 1);
    }

    private async Task<MailboxCheck> CheckAsync()
    {
        using var answer = await _administrator.SendAsync("/settings/users", "CheckAll");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/settings/users#check", answer.Headers.Location!.ToString());
        await Wait.UntilAsync(() => Task.FromResult(Board.Read() is { IsRunning: false }), "the check to end", TimeSpan.FromSeconds(60));
        return Board.Read()!;
    }
}
