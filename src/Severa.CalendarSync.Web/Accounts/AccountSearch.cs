using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Accounts;

/// <summary>Finds people by what somebody types of their names or addresses.</summary>
internal static class AccountSearch
{
    private const string Escape = "\\";

    /// <summary>Everybody where nothing was typed.</summary>
    public static IQueryable<Account> Named(this IQueryable<Account> accounts, string? typed)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            return accounts;
        }

        var pattern = $"%{Literal(typed.Trim())}%";
        return accounts.Where(account => EF.Functions.Like(account.DisplayName, pattern, Escape) || EF.Functions.Like(account.Email!, pattern, Escape));
    }

    private static string Literal(string text) => new[] { Escape, "%", "_", "[" }
        .Aggregate(text, (all, special) => all.Replace(special, Escape + special, StringComparison.Ordinal));
}
