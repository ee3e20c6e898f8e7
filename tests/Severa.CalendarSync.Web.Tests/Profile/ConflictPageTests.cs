using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests.Profile;

public sealed class ConflictPageTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Fact]
    public async Task LostValue_HasAButton_UnlessARuleSetItBack()
    {
        await app.SwitchOnAsync(AppFactory.Mikael);
        var lost = await ConflictAsync(SyncActionKind.Update);
        var setBack = await ConflictAsync(SyncActionKind.SetBack);
        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        var page = await mikael.ReadAsync("/profile/conflicts");
        Assert.Contains($"id={lost}", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"id={setBack}", page, StringComparison.Ordinal);

        using var asked = await mikael.SendAsync($"/profile/conflicts?id={lost}", "Restore");
        using var refused = await mikael.SendAsync($"/profile/conflicts?id={setBack}", "Restore");
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal([lost], await app.QueryAsync(db => db.Undos.Select(u => u.ConflictId!.Value).ToListAsync()));
    }

    private Task<long> ConflictAsync(SyncActionKind kind) => app.QueryAsync(async db =>
    {
        var (mailbox, link) = (await db.Mailboxes.SingleAsync(m => m.Account!.Email == AppFactory.Mikael), Guid.NewGuid());
        var conflict = new ConflictRow
        {
            MailboxId = mailbox.Id, LinkId = link, At = DateTime.UtcNow, Field = ItemFields.Title, Winner = Side.Outlook, Title = "Talk", OutlookValue = "a", SeveraValue = "b",
        };
        db.Conflicts.Add(conflict);
        db.History.Add(new HistoryRow
        {
            MailboxId = mailbox.Id, LinkId = link, At = DateTime.UtcNow, Kind = kind, Target = Side.Severa, Reason = Reason.ShortenedText, Fields = ItemFields.Title, Title = "Talk",
            ItemId = "a", Values = "{}",
        });
        await db.SaveChangesAsync();
        return conflict.Id;
    });
}
