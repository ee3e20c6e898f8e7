using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Providers.Sqlite;

/// <summary>The SQLite form of the database; its migrations are beside it.</summary>
public sealed class SqliteSyncDbContext(DbContextOptions<SqliteSyncDbContext> options, ColumnProtector protector)
    : SyncDbContext(options, protector)
{
    protected override string OrdinalCollation => "BINARY";

    protected override bool HasOneWriter => true;

    /// <summary>SQLite takes letters of English only in either case.</summary>
    public override IQueryable<Account> PeopleLike(string text)
    {
        var pattern = Containing(text);
        return Users.Where(account => EF.Functions.Like(account.DisplayName, pattern, @"\") || EF.Functions.Like(account.Email!, pattern, @"\"));
    }
}
