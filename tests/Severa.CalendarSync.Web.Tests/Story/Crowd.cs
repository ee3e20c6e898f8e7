using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Tests.Faults;
using Severa.CalendarSync.Web.Tests.Processes;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>Several hundred people with calendars, some of whose mailboxes are in trouble, and who all go on writing.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    public const int Size = 300;
    private const int ActivitiesEach = 2;

    /// <summary>Who make an appointment in one round.</summary>
    private const int Writers = 5;

    /// <summary>Each hits its own mailboxes, and none stops the connection.</summary>
    private static readonly FaultKind[] Troubles =
        [FaultKind.MailboxGone, FaultKind.Http403, FaultKind.MailboxMoving, FaultKind.DamagedItem, FaultKind.MailboxIsAlias];

    /// <summary>Those before him are in trouble.</summary>
    private static readonly int FirstHealthy = Troubles.Length * 4;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly AppFactory _app;
    private readonly CancellationTokenSource _end = new();
    private Task _working = Task.CompletedTask;

    private Crowd(AppFactory app) => _app = app;

    public static string AddressOf(int person) => $"person{person:D3}@contoso.test";

    public static string NameOf(int person) => $"{First[person % First.Length]} {Last[person / First.Length % Last.Length]}";

    /// <summary>They have moved in, most are in sync, and nobody rests.</summary>
    public static async Task<Crowd> StartAsync(AppFactory app)
    {
        var crowd = new Crowd(app);
        await app.QueryAsync(MoveInAsync);
        await crowd.MakeTroubleAsync();
        await PastWeek.FillAsync(app);
        crowd.Dispatch();
        await Wait.UntilAsync(crowd.IsAtWorkAsync, "most mailboxes to be in sync, and the others in trouble", Patience);
        crowd._working = Task.Run(crowd.GoOnAsync);
        return crowd;
    }

    public Task<int> RunsAsync() => _app.QueryAsync(async db => await db.Runs.CountAsync() + await db.QuietDays.SumAsync(d => d.Runs));

    /// <summary>Does something, and does not return before somebody's calendar was reconciled since it began.</summary>
    public async Task WhileAtWorkAsync(Func<Task> action)
    {
        var before = await RunsAsync();
        await action();
        await Wait.UntilAsync(async () => await RunsAsync() > before || _working.IsFaulted, "somebody to be at work", Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _working;
        _end.Dispose();
    }

    private static async Task<int> MoveInAsync(Data.SyncDbContext db)
    {
        var type = await db.ActivityTypes.SingleAsync(t => t.IsDefault);
        (await db.Organizations.SingleAsync()).IntervalMinutes = 1;
        var (now, first) = (DateTime.UtcNow, DateTime.UtcNow.Date.AddDays(1).AddHours(7));
        for (var person = 0; person < Size; person++)
        {
            var (id, address) = (Guid.NewGuid(), AddressOf(person));
            db.Add(new Account
            {
                Id = id, DisplayName = NameOf(person), UserName = address, NormalizedUserName = address.ToUpperInvariant(),
                Email = address, NormalizedEmail = address.ToUpperInvariant(), SecurityStamp = "stamp", CreatedAt = now.AddDays(-30),
            });
            db.Add(new Mailbox { Id = Guid.NewGuid(), AccountId = id, Address = address, ProvedAt = now.AddDays(-7), IsEnabled = true, EnabledAt = now.AddDays(-7), NextDueAt = now });
            db.AddRange(Enumerable.Range(0, ActivitiesEach).Select(i => new SeveraActivity
            {
                Id = Guid.NewGuid(), TypeId = type.Id, OwnerId = id, Title = $"Activity {i}", Version = 1,
                StartsAt = first.AddDays(i), EndsAt = first.AddDays(i).AddHours(1), CreatedAt = now, ModifiedAt = now,
            }));
        }

        return await db.SaveChangesAsync();
    }

    private async Task MakeTroubleAsync()
    {
        using var faults = new SandboxFaults(_app);
        for (var person = 0; person < FirstHealthy; person++)
        {
            await faults.SwitchOnAsync(new FaultRule(Troubles[person % Troubles.Length], AddressOf(person), IsLasting: true));
        }
    }

    private Task<bool> IsAtWorkAsync() => _app.QueryAsync(async db => await db.Mailboxes.CountAsync(m => m.LastSuccessAt != null) > Size * 9 / 10
        && await db.Mailboxes.Where(m => m.ErrorNumber != null).Select(m => m.ErrorNumber).Distinct().CountAsync() >= 3);

    /// <summary>Round by round some make an appointment in Outlook, and all are due: there is always somebody to be reconciled, however fast the machine.</summary>
    private async Task GoOnAsync()
    {
        for (var round = 0; !_end.IsCancellationRequested; round++)
        {
            var before = await RunsAsync();
            await WriteAsync(round);
            await _app.Services.GetRequiredService<MailboxQueue>().RequestAllAsync(CancellationToken.None);
            Dispatch();
            await Wait.UntilAsync(async () => await RunsAsync() >= before + Writers || _end.IsCancellationRequested, "a round of the crowd", Patience);
        }
    }

    private async Task WriteAsync(int round)
    {
        var start = new DateTimeOffset(DateTime.UtcNow.Date.AddDays(3), TimeSpan.Zero).AddMinutes(15 * round);
        var healthy = Size - FirstHealthy;
        for (var i = 0; i < Writers; i++)
        {
            using var outlook = new OutlookOf(_app, AddressOf(FirstHealthy + (((round * Writers) + i) * 7 % healthy)));
            await outlook.AddAsync($"Appointment {round}", start);
        }
    }

    private void Dispatch() => _app.Services.GetRequiredService<IBackgroundJobClient>().Enqueue<DispatchJob>(job => job.RunAsync(CancellationToken.None));

    private static readonly string[] First =
        ["Aino", "Eero", "Helmi", "Juhani", "Kaarina", "Maximilian-Alexander", "Oona", "Pekka", "Ritva", "Seppo", "Tuula", "Väinö"];

    private static readonly string[] Last =
        ["Aalto", "Heikkinen", "Jääskeläinen", "Karjalainen", "Laine", "von Hohenstaufen-Wittelsbach", "Mäkelä", "Niemi", "Ojala", "Saari", "Tuominen", "Virta", "Ylönen"];
}

/// <summary>The demo organisation with a mailbox for each of the crowd, empty.</summary>
public sealed class CrowdApp : AppFactory
{
    public CrowdApp()
    {
        Settings["Sandbox:Seed"] = "false";
        for (var person = 0; person < Crowd.Size; person++)
        {
            Settings[$"Sandbox:Mailboxes:{person}:Address"] = Crowd.AddressOf(person);
        }
    }
}
