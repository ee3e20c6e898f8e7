using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Tests.Profile;

public sealed class HeldTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Theory]
    [InlineData("Release", LinkDecision.Release)]
    [InlineData("Discard", LinkDecision.Discard)]
    public async Task Decision_ReachesTheOwnMailboxOnly(string handler, LinkDecision decision)
    {
        var own = await HoldAsync(AppFactory.Aino, "Own lunch");
        var foreign = await HoldAsync(AppFactory.Mikael, "Foreign lunch");
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var answer = await aino.SendAsync("/profile/held", handler, ("Links", own.ToString()), ("Links", foreign.ToString()));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(decision, await DecisionAsync(own));
        Assert.Equal(LinkDecision.None, await DecisionAsync(foreign));
        var ownId = await app.AccountIdAsync(AppFactory.Aino);
        var action = decision == LinkDecision.Release ? AuditAction.HeldReleased : AuditAction.HeldDiscarded;
        Assert.Equal("1", await app.QueryAsync(db => db.Audit.Where(a => a.Action == action && a.ActorId == ownId && a.SubjectId == ownId).Select(a => a.Detail).SingleAsync()));
    }

    [Fact]
    public async Task ManyThousands_AreDecidedAtOnce()
    {
        const int many = 2_500;
        var links = Enumerable.Range(0, many).Select(_ => Guid.NewGuid()).ToList();
        await app.QueryAsync(async db =>
        {
            var mailbox = await db.Mailboxes.Where(m => m.Account!.Email == AppFactory.Mikael).Select(m => m.Id).SingleAsync();
            db.Links.AddRange(links.Select(id => new LinkRow
            {
                Id = id, MailboxId = mailbox, State = LinkState.Held, StateReason = Reason.HeldByBrake, Base = "{}", Epoch = "", EndsAt = DateTime.UtcNow.AddDays(1),
            }));
            return await db.SaveChangesAsync();
        });

        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        using var answer = await mikael.SendAsync("/profile/held", "Discard", [.. links.Select(id => ("Links", id.ToString()))]);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(many, await app.QueryAsync(db => db.Links.CountAsync(l => l.Decision == LinkDecision.Discard && links.Contains(l.Id))));
    }

    [Fact]
    public async Task Release_SaysFirstHowManyAreDeletedWhere()
    {
        var (one, two) = (await HoldAsync(AppFactory.Aino, "First of two"), await HoldAsync(AppFactory.Aino, "Second of two"));
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var asked = await aino.SendAsync("/profile/held", "Ask", ("Links", one.ToString()), ("Links", two.ToString()));
        var page = await asked.Content.ReadAsStringAsync();
        Assert.Contains("Activities deleted in Severa: 2", page, StringComparison.Ordinal);
        Assert.Contains("First of two", page, StringComparison.Ordinal);
        Assert.Equal(LinkDecision.None, await DecisionAsync(one));
    }

    [Fact]
    public async Task HistoryOfOthers_IsUnreachable()
    {
        await HoldAsync(AppFactory.Mikael, "Mikael's secret");
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        using var aino = await app.SignInAsync(AppFactory.Aino);
        var mailbox = await app.QueryAsync(db => db.Mailboxes.Where(m => m.Account!.Email == AppFactory.Mikael).Select(m => m.Id).SingleAsync());
        foreach (var visitor in new[] { administrator, aino })
        {
            foreach (var page in new[] { "history", "held", "runs", "conflicts" })
            {
                var shown = await visitor.ReadAsync($"/profile/{page}?account={await app.AccountIdAsync(AppFactory.Mikael)}&mailbox={mailbox}");
                Assert.DoesNotContain("secret", shown, StringComparison.Ordinal);
            }

            using var searched = await visitor.SendAsync("/profile/why", null, ("Text", "secret"), ("mailbox", mailbox.ToString()));
            Assert.DoesNotContain("Mikael&#x27;s secret", await searched.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        Assert.Contains("Mikael&#x27;s secret", await mikael.ReadAsync("/profile/history"), StringComparison.Ordinal);
    }

    private Task<LinkDecision> DecisionAsync(Guid link) => app.QueryAsync(db => db.Links.Where(l => l.Id == link).Select(l => l.Decision).SingleAsync());

    private Task<Guid> HoldAsync(string email, string title) => app.QueryAsync(async db =>
    {
        var mailbox = await db.Mailboxes.Where(m => m.Account!.Email == email).Select(m => m.Id).SingleAsync();
        var link = new LinkRow
        {
            Id = Guid.NewGuid(),
            MailboxId = mailbox,
            Origin = Origin.Outlook,
            State = LinkState.Held,
            StateReason = Reason.HeldByBrake,
            Base = "{}",
            Epoch = "",
            EndsAt = DateTime.UtcNow.AddDays(1),
        };
        db.Links.Add(link);
        db.History.Add(new HistoryRow
        {
            MailboxId = mailbox, LinkId = link.Id, At = DateTime.UtcNow, Kind = SyncActionKind.Hold, Target = Side.Severa, Reason = Reason.HeldByBrake, Title = title,
        });
        await db.SaveChangesAsync();
        return link.Id;
    });
}
