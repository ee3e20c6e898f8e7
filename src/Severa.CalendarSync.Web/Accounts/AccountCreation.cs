using Microsoft.AspNetCore.Identity;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>What is needed to make an account.</summary>
public sealed record NewAccount(string DisplayName, string Email, IReadOnlyCollection<string> Roles)
{
    /// <summary>Null: he chooses it himself with his invitation.</summary>
    public string? Password { get; init; }

    public string Language { get; init; } = Languages.Default;
}

/// <summary>Makes an account with its roles. The caller holds the transaction.</summary>
public sealed class AccountCreation(UserManager<Account> accounts, RoleManager<IdentityRole<Guid>> roles, TimeProvider time)
{
    public async Task<(IdentityResult Result, Account Account)> CreateAsync(NewAccount wanted)
    {
        var email = wanted.Email.Trim();
        var account = new Account
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            DisplayName = wanted.DisplayName.Trim(),
            UserName = email,
            Email = email,
            Language = wanted.Language,
            CreatedAt = time.GetUtcNow().UtcDateTime,
        };
        var result = wanted.Password is null ? await accounts.CreateAsync(account) : await accounts.CreateAsync(account, wanted.Password);
        if (!result.Succeeded)
        {
            return (result, account);
        }

        foreach (var role in wanted.Roles)
        {
            await EnsureRoleAsync(role);
            await accounts.AddToRoleAsync(account, role);
        }

        return (result, account);
    }

    internal async Task EnsureRoleAsync(string role)
    {
        if (!await roles.RoleExistsAsync(role))
        {
            await roles.CreateAsync(new IdentityRole<Guid>(role));
        }
    }
}
