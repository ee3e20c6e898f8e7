using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Providers.Sqlite;

/// <summary>Lets <c>dotnet ef</c> build the model with neither host nor database.</summary>
internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteSyncDbContext>
{
    public SqliteSyncDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<SqliteSyncDbContext>().UseSqlite("Data Source=design-time.db").Options,
        new ColumnProtector(new EphemeralDataProtectionProvider()));
}
