using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>The saved connection as pages may know it: never the secret, only whether there is one for this address.</summary>
public sealed record SavedConnection
{
    public required Guid Id { get; init; }

    public required ConnectionTerms Terms { get; init; }

    /// <summary>The public half, in PEM; null where there is none.</summary>
    public required string? Certificate { get; init; }

    public required DateTime? SecretEndsAt { get; init; }

    public required bool HasSecret { get; init; }

    public required DateTime? SavedAt { get; init; }

    public required long Revision { get; init; }

    public required int? ErrorNumber { get; init; }

    /// <summary>When a connection that failed is tried again. UTC.</summary>
    public required DateTime? PausedUntil { get; init; }

    /// <summary>Null before the first save. Reads no secret, so that it works where one cannot be read.</summary>
    public static async Task<SavedConnection?> ReadAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        var row = await db.ExchangeConnections.AsNoTracking().OrderBy(c => c.Id)
            .Select(c => new
            {
                IsThere = c.Secret != null,
                Connection = new ExchangeConnection
                {
                    Id = c.Id, Version = c.Version, Url = c.Url, AllowedHosts = c.AllowedHosts, TrustedRoot = c.TrustedRoot, SignIn = c.SignIn,
                    DelegateUsername = c.DelegateUsername, Tenant = c.Tenant, ApplicationId = c.ApplicationId, Certificate = c.Certificate,
                    SecretEndsAt = c.SecretEndsAt, SecretBoundTo = c.SecretBoundTo, SavedAt = c.SavedAt, Revision = c.Revision, ErrorNumber = c.ErrorNumber,
                    PausedUntil = c.PausedUntil,
                },
            })
            .FirstOrDefaultAsync(cancellationToken);
        return row is null ? null : Of(row.Connection, row.IsThere);
    }

    private static SavedConnection Of(ExchangeConnection connection, bool isThere) => new()
    {
        Id = connection.Id,
        Terms = ConnectionTerms.Of(connection),
        Certificate = connection.Certificate,
        SecretEndsAt = connection.SecretEndsAt,
        HasSecret = isThere && SecretBinding.IsBound(connection),
        SavedAt = connection.SavedAt,
        Revision = connection.Revision,
        ErrorNumber = connection.ErrorNumber,
        PausedUntil = connection.PausedUntil,
    };
}
