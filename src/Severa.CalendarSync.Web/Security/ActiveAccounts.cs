using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security;

/// <summary>Only active accounts sign in: Identity asks this where other products ask for a confirmed e-mail.</summary>
internal sealed class ActiveAccounts : IUserConfirmation<Account>
{
    public Task<bool> IsConfirmedAsync(UserManager<Account> manager, Account user) => Task.FromResult(user.IsActive);
}
