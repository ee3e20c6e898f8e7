using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Accounts;

namespace Severa.CalendarSync.Web.Demo;

/// <summary>
/// Fills an empty database so that everything can be tried at once: people, types, activities. Their mailboxes are proved, but nobody's
/// sync is on: that switch is the visitor's. <c>Demo:Enabled=false</c> shows the real first start.
/// </summary>
internal sealed class DemoOrganization(
    FirstAccount firstAccount, AccountCreation creation, MailboxSwitch mailboxes, DemoActivities activities, SyncDbContext db)
{
    public async Task SeedAsync(CancellationToken cancellationToken)
    {
        if (!await firstAccount.IsPossibleAsync(cancellationToken))
        {
            return;
        }

        var administrator = new NewAccount("Contoso Admin", DemoPeople.Administrator, [Roles.Administrator, Roles.Operator]) { Password = DemoPeople.Password };
        if (await firstAccount.CreateAsync("Contoso", administrator, cancellationToken) is not { Result.Succeeded: true })
        {
            throw new InvalidOperationException("The demo administrator could not be made.");
        }

        var people = new List<Guid>();
        foreach (var (name, email) in DemoPeople.Users)
        {
            var (result, account) = await creation.CreateAsync(new NewAccount(name, email, []) { Password = DemoPeople.Password });
            people.Add(result.Succeeded ? account.Id : throw new InvalidOperationException($"A demo account could not be made: {result}."));
            await ProveAsync(account, cancellationToken);
        }

        await activities.SeedAsync(people, cancellationToken);
    }

    private async Task ProveAsync(Account account, CancellationToken cancellationToken)
    {
        var mailboxId = await mailboxes.EnsureAsync(account.Id, cancellationToken);
        await db.Mailboxes.Where(mailbox => mailbox.Id == mailboxId)
            .ExecuteUpdateAsync(set => set.SetProperty(mailbox => mailbox.ProvedAt, account.CreatedAt), cancellationToken);
    }
}
