using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>The saved connection as pages may know it: never the secret, only whether there is one for this address.</summary>
public sealed record SavedConnection
{
    public required Guid Id { get; init; }

    public required ExchangeVersion Version { get; init; }

    public required string Url { get; init; }

    public required string AllowedHosts { get; init; }

    public required string TrustedRoot { get; init; }

    public required SignInMethod SignIn { get; init; }

    public required string DelegateUsername { get; init; }

    public required string Tenant { get; init; }

    public required string ApplicationId { get; init; }

    /// <summary>The public half, in PEM; null where there is none.</summary>
    public required string? Certificate { get; init; }

    public required DateTime? SecretEndsAt { get; init; }

    public required bool HasSecret { get; init; }

    public required DateTime? SavedAt { get; init; }

    public required long Revision { get; init; }

    public required int? ErrorNumber { get; init; }

    /// <summary>Null before the first save. Reads no secret, so that it works where one cannot be read.</summary>
    public static async Task<SavedConnection?> ReadAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        var row = await db.ExchangeConnections.AsNoTracking().OrderBy(c => c.Id)
            .Select(c => new { c.Id, c.Version, c.Url, c.AllowedHosts, c.TrustedRoot, c.SignIn, c.DelegateUsername, c.Tenant, c.ApplicationId, c.Certificate, c.SecretEndsAt, IsThere = c.Secret != null, c.SecretBoundTo, c.SavedAt, c.Revision, c.ErrorNumber })
            .FirstOrDefaultAsync(cancellationToken);
        return row is null
            ? null
            : new SavedConnection
            {
                Id = row.Id,
                Version = row.Version,
                Url = row.Url ?? "",
                AllowedHosts = row.AllowedHosts ?? "",
                TrustedRoot = row.TrustedRoot ?? "",
                SignIn = row.SignIn,
                DelegateUsername = row.DelegateUsername,
                Tenant = row.Tenant ?? "",
                ApplicationId = row.ApplicationId ?? "",
                Certificate = row.Certificate,
                SecretEndsAt = row.SecretEndsAt,
                HasSecret = row.IsThere && row.SecretBoundTo == SecretBinding.Of(new ExchangeConnection { SignIn = row.SignIn, Tenant = row.Tenant, ApplicationId = row.ApplicationId, Url = row.Url, TrustedRoot = row.TrustedRoot }),
                SavedAt = row.SavedAt,
                Revision = row.Revision,
                ErrorNumber = row.ErrorNumber,
            };
    }
}
