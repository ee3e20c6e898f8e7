using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;

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

    /// <summary>What was wrong when it was last tried to open the mailbox that must be out of reach.</summary>
    public required int? ReachErrorNumber { get; init; }

    /// <summary>When a connection that failed is tried again. UTC.</summary>
    public required DateTime? PausedUntil { get; init; }

    /// <summary>All there are, in their order. Reads no secret, so that it works where one cannot be read.</summary>
    public static async Task<IReadOnlyList<SavedConnection>> ListAsync(SyncDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.ExchangeConnections.AsNoTracking().InOrder()
            .Select(c => new
            {
                IsThere = c.Secret != null,
                Connection = new ExchangeConnection
                {
                    Id = c.Id, Domains = c.Domains, Version = c.Version, Url = c.Url, AllowedHosts = c.AllowedHosts, TrustedRoot = c.TrustedRoot,
                    SignIn = c.SignIn, DelegateUsername = c.DelegateUsername, Tenant = c.Tenant, ApplicationId = c.ApplicationId,
                    OutOfReachAddress = c.OutOfReachAddress, Certificate = c.Certificate, SecretEndsAt = c.SecretEndsAt, SecretBoundTo = c.SecretBoundTo,
                    SavedAt = c.SavedAt, Revision = c.Revision, ErrorNumber = c.ErrorNumber, ReachErrorNumber = c.ReachErrorNumber, PausedUntil = c.PausedUntil,
                },
            })
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => Of(row.Connection, row.IsThere))];
    }

    /// <summary>Null where it does not exist, or no longer.</summary>
    public static async Task<SavedConnection?> FindAsync(SyncDbContext db, Guid id, CancellationToken cancellationToken) =>
        (await ListAsync(db, cancellationToken)).FirstOrDefault(c => c.Id == id);

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
        ReachErrorNumber = connection.ReachErrorNumber,
        PausedUntil = connection.PausedUntil,
    };
}
