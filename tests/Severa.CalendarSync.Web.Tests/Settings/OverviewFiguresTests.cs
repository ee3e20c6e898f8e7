using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Figures;
using Severa.CalendarSync.Web.Overview;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Tests.Settings;

/// <summary>P7: what the overview counts, and that it asks as few questions for thousands of mailboxes as for three.</summary>
public sealed class OverviewFiguresTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Fact]
    public void Bars_StandOnZero_AndOnEachOther()
    {
        var chart = HourChart.Of([Hour(4, 6), Hour(0, 0)]);
        var bar = chart.Bars[0];
        Assert.Equal((10, 108, 72, 0, 108, false), (chart.Axis.Top, bar.OutlookTop, bar.OutlookHeight, bar.SeveraTop, bar.SeveraHeight, bar.GoesOn));
        Assert.Equal((HourChart.Height, 0, 0, true), (chart.Bars[1].SeveraTop, chart.Bars[1].OutlookHeight, chart.Bars[1].SeveraHeight, chart.Bars[1].GoesOn));
    }

    [Fact]
    public void OneChange_IsSeen_BesideHundreds()
    {
        var chart = HourChart.Of([Hour(1, 0), Hour(0, 1), Hour(299, 1)]);
        Assert.Equal((1, 0), (chart.Bars[0].OutlookHeight, chart.Bars[0].SeveraHeight));
        Assert.Equal((0, 1), (chart.Bars[1].OutlookHeight, chart.Bars[1].SeveraHeight));
        Assert.Equal((HourChart.Height - 1, 1, 0), (chart.Bars[2].OutlookHeight, chart.Bars[2].SeveraHeight, chart.Bars[2].SeveraTop));
    }

    [Fact]
    public async Task Overview_ShowsChangesAsBarsAndAsATable_AndTheConnection()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        Assert.Contains("No changes in the last 24 hours", await administrator.ReadAsync("/overview"), StringComparison.Ordinal);
        var mailbox = await app.SwitchOnAsync(AppFactory.Mikael);
        await app.QueryAsync(async db =>
        {
            db.History.AddRange(Enumerable.Range(0, 7).Select(i => new HistoryRow
            {
                MailboxId = mailbox, At = DateTime.UtcNow, Kind = SyncActionKind.Create, Target = i < 3 ? Side.Outlook : Side.Severa, Title = "secret title",
            }));
            db.Runs.AddRange(Run(mailbox, RunOutcome.Succeeded), Run(mailbox, RunOutcome.Succeeded), Run(mailbox, RunOutcome.Failed));
            var connection = await db.ExchangeConnections.Select(c => c.Id).SingleAsync();
            await db.Mailboxes.Where(m => m.Id == mailbox).ExecuteUpdateAsync(set => set.SetProperty(m => m.ConnectionId, connection));
            return await db.SaveChangesAsync();
        });

        var page = await administrator.ReadAsync("/overview");

        Assert.Contains("3 changes in Outlook and 4 in Severa, at most 7 in one hour", page, StringComparison.Ordinal);
        Assert.Contains("<td class=\"num\">3</td><td class=\"num\">4</td>", page, StringComparison.Ordinal);
        Assert.Equal(24, page.Split("<rect class=\"outlook\"").Length - 1);
        Assert.Contains("66.6 %", page, StringComparison.Ordinal);
        Assert.DoesNotContain("{0}", page, StringComparison.Ordinal);
        Assert.Contains("Mikael Lind", page, StringComparison.Ordinal);
        Assert.Contains("Nothing to tell", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret title", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoThousandMailboxes_TakeAsManyStatementsAsThree()
    {
        await using var large = new AppFactory();
        var few = await CountStatementsAsync(large);
        await large.QueryAsync(FillAsync);
        var many = await CountStatementsAsync(large);
        Assert.Equal(few.Statements, many.Statements);
        Assert.InRange(many.Statements, 5, 16);
        Assert.Equal(few.View.People + 2000, many.View.People);
        Assert.Equal(2000, many.View.Count(MailboxState.InSync) - few.View.Count(MailboxState.InSync));
    }

    private static RunRow Run(Guid mailbox, RunOutcome outcome) => new()
    {
        RunId = Guid.NewGuid(), MailboxId = mailbox, StartedAt = DateTime.UtcNow, EndedAt = DateTime.UtcNow, Outcome = outcome, Counts = "{}",
    };

    private static HourOfChanges Hour(int outlook, int severa) => new(DateTime.UnixEpoch, outlook, severa);

    private static async Task<int> FillAsync(SyncDbContext db)
    {
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        for (var i = 0; i < 2000; i++)
        {
            var name = $"person{i}@contoso.test";
            var account = new Account { Id = Guid.NewGuid(), DisplayName = name, UserName = name, NormalizedUserName = name.ToUpperInvariant(), Email = name, SecurityStamp = "s" };
            db.Add(account);
            db.Add(new Mailbox
            {
                Id = Guid.NewGuid(), AccountId = account.Id, Address = name, FolderId = name, IsEnabled = true, ProvedAt = DateTime.UtcNow, LastSuccessAt = DateTime.UtcNow, NextDueAt = DateTime.UtcNow.AddHours(1),
            });
        }

        return await db.SaveChangesAsync();
    }

    /// <summary>Of the page's own context.</summary>
    private static async Task<(int Statements, OverviewView View)> CountStatementsAsync(AppFactory app)
    {
        _ = app.Address;
        await using var scope = app.Services.CreateAsyncScope();
        var counter = new StatementCounter(scope.ServiceProvider.GetRequiredService<SyncDbContext>());
        using var all = DiagnosticListener.AllListeners.Subscribe(counter);
        var view = await scope.ServiceProvider.GetRequiredService<OverviewReader>().ReadAsync(CancellationToken.None);
        return (counter.Count, view);
    }

    private sealed class StatementCounter(DbContext db) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public int Count { get; private set; }

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name)
            {
                value.Subscribe(this);
            }
        }

        public void OnNext(KeyValuePair<string, object?> value) =>
            Count += value.Key == RelationalEventId.CommandExecuted.Name && ReferenceEquals(((CommandExecutedEventData)value.Value!).Context, db) ? 1 : 0;

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
