using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>A day with changes in every hour, an alert that was told and one that could not be: for the overview to be looked at.</summary>
internal static class BusyDay
{
    public static async Task FillAsync(AppFactory app)
    {
        var mailbox = await app.QueryAsync(db => db.Mailboxes.Where(m => m.Account!.Email == AppFactory.Sari).Select(m => m.Id).SingleAsync());
        await app.QueryAsync(async db =>
        {
            for (var hour = 0; hour < 24; hour++)
            {
                var (outlook, severa) = ((hour * 7) % 17, (hour * 5) % 23);
                db.History.AddRange(Enumerable.Range(0, outlook + severa).Select(i => new HistoryRow
                {
                    MailboxId = mailbox, At = DateTime.UtcNow.AddHours(-hour), Kind = SyncActionKind.Update, Target = i < outlook ? Side.Outlook : Side.Severa, Title = "t",
                }));
            }

            var told = new AlertRow { Id = Guid.NewGuid(), Cause = AlertCause.DeletionsStopped, Subject = "", Number = 28, OpenedAt = DateTime.UtcNow.AddMinutes(-50) };
            told.News.Add(News(told, n => n.SentAt = DateTime.UtcNow.AddMinutes(-49)));
            var untold = new AlertRow { Id = Guid.NewGuid(), Cause = AlertCause.SecretEnds, Subject = "c", Value = 6, Level = 2, OpenedAt = DateTime.UtcNow.AddDays(-1) };
            untold.News.Add(News(untold, n => (n.Problem, n.Tries) = ("Http500", 3)));
            db.AddRange(told, untold);
            return await db.SaveChangesAsync();
        });
    }

    private static AlertNews News(AlertRow alert, Action<AlertNews> change)
    {
        var news = new AlertNews { Id = Guid.NewGuid(), AlertId = alert.Id, Recipient = "boss@contoso.test", MadeAt = alert.OpenedAt, NextTryAt = DateTime.UtcNow.AddHours(1) };
        change(news);
        return news;
    }
}
