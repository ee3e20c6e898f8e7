using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;

namespace Severa.CalendarSync.Data.Configurations;

internal sealed class ExchangeConnectionConfiguration(ProtectedConverter secret) : IEntityTypeConfiguration<ExchangeConnection>
{
    public void Configure(EntityTypeBuilder<ExchangeConnection> builder)
    {
        builder.ToTable("ExchangeConnections");
        builder.Property(c => c.Domains).HasMaxLength(4000);
        builder.Property(c => c.Url).HasMaxLength(1000);
        builder.Property(c => c.DelegateUsername).HasMaxLength(320);
        builder.Property(c => c.AllowedHosts).HasMaxLength(4000);
        builder.Property(c => c.OutOfReachAddress).HasMaxLength(320);
        builder.Property(c => c.Tenant).HasMaxLength(253);
        builder.Property(c => c.ApplicationId).HasMaxLength(100);
        builder.Property(c => c.Certificate).HasMaxLength(8000);
        builder.Property(c => c.Secret).HasConversion((ValueConverter)secret);
        builder.Property(c => c.SecretBoundTo).HasMaxLength(200);
        builder.Property(c => c.ErrorCode).HasMaxLength(200);
        builder.Property(c => c.Revision).IsConcurrencyToken();
    }
}
