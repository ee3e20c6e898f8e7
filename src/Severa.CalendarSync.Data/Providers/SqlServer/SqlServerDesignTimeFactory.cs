using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Providers.SqlServer;

/// <summary>Lets <c>dotnet ef</c> build the model with neither host nor database.</summary>
internal sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<SqlServerSyncDbContext>
{
    public SqlServerSyncDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<SqlServerSyncDbContext>().UseSqlServer("Server=design-time").Options,
        new ColumnProtector(new EphemeralDataProtectionProvider()));
}
