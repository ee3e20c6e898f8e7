using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security.Provider;

/// <summary>What a person can confirm by that it is still him.</summary>
public sealed record ConfirmationWays(bool Password, bool Provider);

/// <summary>The person in front of the browser types his password again, at the provider.</summary>
public sealed class ProviderConfirmation(
    UserManager<Account> accounts, ProviderVisit visit, ProviderLogins logins, Confirmation confirmation, IHttpContextAccessor http)
{
    public async Task<ConfirmationWays> WaysAsync()
    {
        var account = (await ReaderAsync())!;
        return new ConfirmationWays(account.PasswordHash is not null, visit.IsPossible && await logins.HasAsync(account));
    }

    /// <summary>He came back from there: if he is whom his account is linked to.</summary>
    public async Task<bool> TryAsync(CancellationToken cancellationToken)
    {
        var account = await ReaderAsync();
        var identity = await visit.FindAsync(ProviderPurpose.Confirm);
        await visit.EndAsync();
        var isRight = account is not null && identity is not null && (await logins.FindAsync(identity))?.Id == account.Id;
        return await confirmation.EndAsync(account, isRight, cancellationToken);
    }

    private Task<Account?> ReaderAsync() => accounts.GetUserAsync(http.HttpContext!.User);
}
