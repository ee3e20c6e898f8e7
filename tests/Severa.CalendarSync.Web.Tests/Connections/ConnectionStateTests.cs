using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Jobs;

namespace Severa.CalendarSync.Web.Tests.Connections;

/// <summary>What a run teaches of the connection it shares with others (R22).</summary>
public sealed class ConnectionStateTests : IDisposable
{
    private readonly AppFactory _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public async Task RunThatBeganBeforeAPause_DoesNotEndIt_AndASuccessAfterIt_DoesSo()
    {
        var connection = await _app.QueryAsync(db => db.ExchangeConnections.Select(c => c.Id).SingleAsync());
        var mailbox = await _app.QueryAsync(db => db.Mailboxes.Select(m => m.Id).FirstAsync());
        await _app.QueryAsync(db => db.Mailboxes.ExecuteUpdateAsync(set => set.SetProperty(m => m.ConnectionId, connection)));
        var until = DateTime.UtcNow.AddMinutes(7);

        await LearnAsync(RunOutcome.Failed, TimeSpan.FromMinutes(7));
        await LearnAsync(RunOutcome.Succeeded);
        var paused = await ConnectionAsync();
        Assert.InRange(paused.PausedUntil!.Value, until, until.AddMinutes(1));
        Assert.Equal(22, paused.ErrorNumber);

        await _app.QueryAsync(db => db.ExchangeConnections.ExecuteUpdateAsync(set => set.SetProperty(c => c.PausedUntil, DateTime.UtcNow.AddSeconds(-1))));
        await LearnAsync(RunOutcome.Succeeded);
        var used = await ConnectionAsync();
        Assert.Equal((null, null), (used.PausedUntil, used.ErrorNumber));

        Task LearnAsync(RunOutcome outcome, TimeSpan? retryAfter = null) => _app.Services.GetRequiredService<ConnectionState>().LearnAsync(
            mailbox,
            new RunReport
            {
                Outcome = outcome,
                StartedAt = DateTimeOffset.UtcNow,
                EndedAt = DateTimeOffset.UtcNow,
                ErrorNumber = 22,
                ErrorCode = "ErrorServerBusy",
                ErrorScope = ErrorScope.Connection,
                RetryAfter = retryAfter,
            },
            CancellationToken.None);
    }

    private Task<ExchangeConnection> ConnectionAsync() => _app.QueryAsync(db => db.ExchangeConnections.AsNoTracking().SingleAsync());
}
