using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Providers.Postgres;

/// <summary>Lets <c>dotnet ef</c> build the model with neither host nor database.</summary>
internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresSyncDbContext>
{
    public PostgresSyncDbContext CreateDbContext(string[] args) => new(
        new DbContextOptionsBuilder<PostgresSyncDbContext>().UseNpgsql("Host=design-time").Options,
        new ColumnProtector(new EphemeralDataProtectionProvider()));
}
