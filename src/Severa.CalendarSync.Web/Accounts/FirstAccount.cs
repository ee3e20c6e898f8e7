using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>Turns an empty database into an organisation with its first account. Works once in the life of a database.</summary>
public sealed class FirstAccount(SyncDbContext db, AccountCreation creation, MailboxSwitch mailboxes, Audit audit)
{
    public Task<bool> IsPossibleAsync(CancellationToken cancellationToken) =>
        db.Organizations.AnyAsync(organization => !organization.IsSetUp, cancellationToken);

    /// <summary>The result, and the account when it succeeded. Null when somebody else was first.</summary>
    public async Task<(IdentityResult Result, Account Account)?> CreateAsync(string organizationName, NewAccount wanted, CancellationToken cancellationToken)
    {
        await using var transaction = await db.BeginAloneAsync(cancellationToken);
        var organization = await db.Organizations.SingleAsync(cancellationToken);
        if (organization.IsSetUp)
        {
            return null;
        }

        var created = await creation.CreateAsync(wanted);
        if (!created.Result.Succeeded)
        {
            return created;
        }

        organization.Name = organizationName.Trim();
        organization.IsSetUp = true;
        organization.Version++;
        if (!await db.ActivityTypes.AnyAsync(cancellationToken))
        {
            db.ActivityTypes.AddRange(StandardActivityTypes.Create());
        }

        audit.Add(AuditAction.OrganizationSetUp, created.Account.Id);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        await mailboxes.EnsureAsync(created.Account.Id, cancellationToken);
        return created;
    }
}
