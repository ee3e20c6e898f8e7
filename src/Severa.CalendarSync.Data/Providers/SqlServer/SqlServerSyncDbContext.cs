using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Providers.SqlServer;

/// <summary>The SQL Server form of the database; its migrations are beside it.</summary>
public sealed class SqlServerSyncDbContext(DbContextOptions<SqlServerSyncDbContext> options, ColumnProtector protector)
    : SyncDbContext(options, protector)
{
    protected override string OrdinalCollation => "Latin1_General_100_BIN2";

    /// <summary>
    /// Whatever the database's own collation is: every text is compared letter by letter, as the other systems do. Some collations
    /// know no difference between V and W, and none that is usual one between the ids of Exchange.
    /// </summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation(OrdinalCollation);
    }

    /// <summary>By another collation than the one ids are compared with.</summary>
    public override IQueryable<Account> PeopleLike(string text)
    {
        var pattern = Containing(text);
        return Users.Where(account => EF.Functions.Like(EF.Functions.Collate(account.DisplayName, "Latin1_General_100_CI_AS"), pattern, @"\") || EF.Functions.Like(EF.Functions.Collate(account.Email!, "Latin1_General_100_CI_AS"), pattern, @"\"));
    }
}
