using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security;

/// <summary>Length counts, composition does not; what everybody tries first is refused.</summary>
public sealed class PasswordRules(IStringLocalizer<SharedTexts> texts) : IPasswordValidator<Account>
{
    public const int MinimumLength = 12;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password)
    {
        var problem = password is null || password.Length < MinimumLength ? "Password_TooShort"
            : PasswordGuesses.IsCommon(password) ? "Password_Common"
            : PasswordGuesses.NamesItsOwner(password, user.DisplayName, user.Email ?? "") ? "Password_OwnName"
            : null;
        return Task.FromResult(problem is null
            ? IdentityResult.Success
            : IdentityResult.Failed(new IdentityError { Code = problem, Description = texts[problem] }));
    }
}
