using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Settings;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>What an administrator typed. An empty secret keeps the saved one, if it is still for the same place and sign-in method.</summary>
public sealed record ConnectionChange
{
    public required ExchangeVersion Version { get; init; }

    /// <summary>The fixed address; empty for Autodiscover.</summary>
    public required string Url { get; init; }

    /// <summary>Hosts outside the mail domain that may get the secret, one per line.</summary>
    public required string AllowedHosts { get; init; }

    /// <summary>Root certificates in PEM that are trusted besides the machine's.</summary>
    public required string TrustedRoot { get; init; }

    public required SignInMethod SignIn { get; init; }

    /// <summary>With a password: whose.</summary>
    public required string DelegateUsername { get; init; }

    /// <summary>As an application: whose.</summary>
    public required string Tenant { get; init; }

    /// <summary>As an application: which.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The password or client secret that was typed. Certificates are made here.</summary>
    public required string? NewSecret { get; init; }

    /// <summary>Of the connection the form was filled from; 0 before the first save.</summary>
    public required long Revision { get; init; }

    /// <summary>The saved certificate is to be replaced, though it could stay.</summary>
    public bool WantsNewCertificate { get; init; }
}

public enum SaveOutcome
{
    Saved,

    /// <summary>The address or the sign-in method is another one: the secret that was saved for the earlier one is gone.</summary>
    SavedWithoutSecret,

    /// <summary>A certificate was made: it must be registered before anybody is synchronized.</summary>
    SavedWithNewCertificate,

    Unchanged,

    /// <summary>Somebody else saved after this form was opened: nothing was written.</summary>
    ChangedMeanwhile,
}

/// <summary>Saves the connection, and decides whether the saved secret may stay.</summary>
public sealed class ConnectionEditor(SyncDbContext db, Audit audit, SettingsChange change, TimeProvider time)
{
    public async Task<SaveOutcome> SaveAsync(ConnectionChange typed, CancellationToken cancellationToken)
    {
        var saved = await SavedConnection.ReadAsync(db, cancellationToken);
        if ((saved?.Revision ?? 0) != typed.Revision)
        {
            return SaveOutcome.ChangedMeanwhile;
        }

        if (saved is not null && IsSame(saved, typed))
        {
            return SaveOutcome.Unchanged;
        }

        var certificate = MakesCertificate(saved, typed) ? ApplicationCertificate.Make(time.GetUtcNow()) : null;
        var keepsSecret = typed.NewSecret is null && certificate is null && saved is { HasSecret: true } && IsSamePlace(saved, typed);
        Write(saved, typed, keepsSecret, certificate);
        var isNew = typed.NewSecret is not null || certificate is not null;
        audit.Add("ExchangeConnectionSaved", detail: $"{typed.Version}; {typed.SignIn}; secret {(isNew ? "new" : keepsSecret ? "kept" : "none")}");
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SaveOutcome.ChangedMeanwhile;
        }

        await change.RequestRunsAsync(cancellationToken);
        return certificate is not null ? SaveOutcome.SavedWithNewCertificate
            : isNew || keepsSecret ? SaveOutcome.Saved
            : SaveOutcome.SavedWithoutSecret;
    }

    /// <summary>The administrator has seen the hosts and who named them: from now on they may get the secret.</summary>
    public async Task<bool> ConfirmHostsAsync(IEnumerable<string> hosts, CancellationToken cancellationToken)
    {
        if (await db.ExchangeConnections.OrderBy(c => c.Id).Select(c => new { c.Id, c.AllowedHosts }).FirstOrDefaultAsync(cancellationToken) is not { } saved)
        {
            return false;
        }

        var all = AllowedHosts.Of(saved.AllowedHosts).Union(hosts, StringComparer.Ordinal).ToList();
        audit.Add("ExchangeHostsConfirmed", detail: string.Join(' ', all));
        await db.SaveChangesAsync(cancellationToken);
        await db.ExchangeConnections.Where(c => c.Id == saved.Id).ExecuteUpdateAsync(
            set => set.SetProperty(c => c.AllowedHosts, AllowedHosts.Lines(all)).SetProperty(c => c.Revision, c => c.Revision + 1), cancellationToken);
        await change.RequestRunsAsync(cancellationToken);
        return true;
    }

    private static bool IsSame(SavedConnection saved, ConnectionChange typed) =>
        typed is { NewSecret: null, WantsNewCertificate: false }
        && saved.Version == typed.Version
        && saved.DelegateUsername == typed.DelegateUsername
        && saved.AllowedHosts == typed.AllowedHosts
        && IsSamePlace(saved, typed)
        && (saved.HasSecret || typed.SignIn != SignInMethod.Certificate);

    private static bool IsSamePlace(SavedConnection saved, ConnectionChange typed) =>
        (saved.Url, saved.TrustedRoot, saved.SignIn, saved.Tenant, saved.ApplicationId)
        == (typed.Url, typed.TrustedRoot, typed.SignIn, typed.Tenant, typed.ApplicationId);

    private static bool MakesCertificate(SavedConnection? saved, ConnectionChange typed) =>
        typed.SignIn == SignInMethod.Certificate && (typed.WantsNewCertificate || saved is not { HasSecret: true } || !IsSamePlace(saved, typed));

    /// <summary>Writes without reading the old secret: it may be unreadable, which is what saving again cures.</summary>
    private void Write(SavedConnection? saved, ConnectionChange typed, bool keepsSecret, ApplicationCertificate? certificate)
    {
        var connection = new ExchangeConnection { Id = saved?.Id ?? Guid.CreateVersion7(time.GetUtcNow()), Revision = typed.Revision };
        var entry = db.Attach(connection);
        entry.State = saved is null ? EntityState.Added : EntityState.Modified;
        connection.Version = typed.Version;
        connection.Url = typed.Url;
        connection.AllowedHosts = typed.AllowedHosts;
        connection.TrustedRoot = typed.TrustedRoot;
        connection.SignIn = typed.SignIn;
        connection.DelegateUsername = typed.DelegateUsername;
        connection.Tenant = typed.Tenant;
        connection.ApplicationId = typed.ApplicationId;
        connection.SavedAt = time.GetUtcNow().UtcDateTime;
        connection.Revision++;
        if (keepsSecret)
        {
            entry.Property(c => c.Secret).IsModified = false;
            entry.Property(c => c.SecretBoundTo).IsModified = false;
            entry.Property(c => c.Certificate).IsModified = false;
            entry.Property(c => c.SecretEndsAt).IsModified = false;
        }
        else
        {
            connection.Secret = certificate?.Secret ?? typed.NewSecret;
            connection.SecretBoundTo = connection.Secret is null ? null : SecretBinding.Of(connection);
            connection.Certificate = certificate?.Public;
            connection.SecretEndsAt = certificate?.EndsAt;
        }
    }
}
