using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>What an organisation at work has behind it: changes in office hours, failures of many causes, decisions of people.</summary>
internal static class PastWeek
{
    private static readonly (int Number, string Code, int Times)[] Failures =
    [
        (22, "ErrorServerBusy", 212), (7, "HttpRequestException.NameResolutionError", 61), (1, "Http401", 9), (19, "ErrorMailboxMoveInProgress", 31),
        (11, "ErrorImpersonateUserDenied", 14), (24, "ErrorItemCorrupt", 5), (0, "ErrorNotInThisReleaseOfTheListOfErrors", 2),
    ];

    public static async Task FillAsync(AppFactory app)
    {
        await app.QueryAsync(async db =>
        {
            var mailboxes = await db.Mailboxes.Where(m => m.IsEnabled).OrderBy(m => m.Address).Select(m => m.Id).ToListAsync();
            db.AddRange(Changes(mailboxes));
            db.AddRange(Failures.SelectMany(f => Enumerable.Range(0, f.Times).Select(i => Failed(f.Number, f.Code, mailboxes[i * 11 % mailboxes.Count], i))));
            db.AddRange(Decisions(await db.Users.OrderBy(u => u.Email).Select(u => u.Id).Take(60).ToListAsync()));
            return await db.SaveChangesAsync();
        });
        FillLastHour(app);
    }

    /// <summary>Quiet at night, busy before and after lunch; once 412 in an hour.</summary>
    private static IEnumerable<HistoryRow> Changes(List<Guid> mailboxes)
    {
        for (var ago = 1; ago < 24; ago++)
        {
            var at = DateTime.UtcNow.AddHours(-ago);
            var (outlook, severa) = ago == 4 ? (251, 161) : at.Hour is > 5 and < 16 ? (90 + (ago * 37 % 80), 60 + (ago * 23 % 50)) : (ago % 3, ago % 2);
            foreach (var i in Enumerable.Range(0, outlook + severa))
            {
                yield return new HistoryRow { MailboxId = mailboxes[i % mailboxes.Count], At = at, Kind = SyncActionKind.Update, Target = i < outlook ? Side.Outlook : Side.Severa, Title = "t" };
            }
        }
    }

    private static RunRow Failed(int number, string code, Guid mailbox, int i)
    {
        var at = DateTime.UtcNow.AddMinutes(-(i * 47 % (6 * 24 * 60)) - number - 1);
        return new RunRow
        {
            RunId = Guid.NewGuid(), MailboxId = mailbox, StartedAt = at, EndedAt = at.AddMilliseconds(300 + (i * 911 % 61_000)), Outcome = RunOutcome.Failed, Counts = "{}",
            ErrorNumber = number == 0 ? null : number, ErrorCode = code, ErrorReference = $"{i:X6}",
        };
    }

    private static IEnumerable<AuditRow> Decisions(List<Guid> people)
    {
        var actions = Enum.GetValues<AuditAction>();
        return Enumerable.Range(0, 400).Select(i => new AuditRow
        {
            At = DateTime.UtcNow.AddMinutes(-(400 - i) * 3), ActorId = i % 9 == 0 ? null : people[i % people.Count], Action = actions[i % actions.Length], SubjectId = i % 4 == 0 ? null : people[i * 7 % people.Count],
            RemoteAddress = i % 9 == 0 ? null : i % 5 == 0 ? $"2001:db8:85a3:8d3:1319:8a2e:370:{i:x4}" : $"192.0.2.{i % 250}",
            Detail = (i % 6) switch { 0 => "version=Exchange2016, url=https://mail.contoso.example/EWS/Exchange.asmx, delegate=CONTOSO\\calendarsync, secret=changed", 1 => "daysBack=30, daysAhead=180, interval=5", _ => null },
        });
    }

    /// <summary>Minutes before the crowd came: one of them was much busier than the others.</summary>
    private static void FillLastHour(AppFactory app)
    {
        for (var ago = 59; ago > 1; ago--)
        {
            var past = new Throughput(app.Services.GetRequiredService<JobStorage>(), new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(-ago)));
            foreach (var i in Enumerable.Range(0, ago == 30 ? 203 : 55 + (ago * 13 % 20)))
            {
                past.Note(i % 9 == 0 ? 1 + (ago % 3) : 0);
            }

            past.Publish();
        }
    }
}
