using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Security;

/// <summary>Length counts, composition does not; what everybody tries first is refused.</summary>
public sealed class PasswordRules(IStringLocalizer<SharedTexts> texts) : IPasswordValidator<Account>
{
    public const int MinimumLength = 12;

    public Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user, string? password) =>
        Task.FromResult(Problem(password ?? "", user.DisplayName, user.Email ?? "") is { } problem
            ? IdentityResult.Failed(new IdentityError { Code = problem, Description = texts[problem] })
            : IdentityResult.Success);

    /// <summary>The key of what is wrong with a password; null if nothing is.</summary>
    public static string? Problem(string password, string displayName, string email) =>
        password.Length < MinimumLength ? "Password_TooShort"
        : PasswordGuesses.IsCommon(password) ? "Password_Common"
        : PasswordGuesses.NamesItsOwner(password, displayName, email) ? "Password_OwnName"
        : null;
}
