using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Providers.Postgres;

/// <summary>The PostgreSQL form of the database; its migrations are beside it.</summary>
public sealed class PostgresSyncDbContext(DbContextOptions<PostgresSyncDbContext> options, ColumnProtector protector)
    : SyncDbContext(options, protector)
{
    protected override string OrdinalCollation => "C";

    /// <summary>Whatever the database's own collation is: every text is compared and sorted letter by letter, as the other systems do.</summary>
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<string>().UseCollation(OrdinalCollation);
    }

    /// <summary>By another collation than the one ids are compared with, which knows letters of English only.</summary>
    public override IQueryable<Account> PeopleLike(string text)
    {
        var pattern = Containing(text);
        return Users.Where(account => EF.Functions.ILike(EF.Functions.Collate(account.DisplayName, "und-x-icu"), pattern, @"\") || EF.Functions.ILike(EF.Functions.Collate(account.Email!, "und-x-icu"), pattern, @"\"));
    }
}
