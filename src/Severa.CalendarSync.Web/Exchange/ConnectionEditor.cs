using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Settings;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>What an administrator typed. An empty secret keeps the saved one, if it is still for the same place and sign-in method.</summary>
/// <param name="Id">The connection the form was filled from; null for a new one.</param>
/// <param name="Terms">Everything but the secret.</param>
/// <param name="NewSecret">The password or client secret that was typed. Certificates are made here.</param>
/// <param name="Revision">Of the connection the form was filled from; 0 before the first save.</param>
/// <param name="WantsNewCertificate">The saved certificate is to be replaced, though it could stay.</param>
public sealed record ConnectionChange(Guid? Id, ConnectionTerms Terms, string? NewSecret, long Revision, bool WantsNewCertificate);

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
    /// <returns>What became of it, and the connection's id.</returns>
    public async Task<(SaveOutcome Outcome, Guid Id)> SaveAsync(ConnectionChange typed, CancellationToken cancellationToken)
    {
        var saved = typed.Id is { } known ? await SavedConnection.FindAsync(db, known, cancellationToken) : null;
        if ((saved?.Revision ?? 0) != typed.Revision)
        {
            return (SaveOutcome.ChangedMeanwhile, default);
        }

        if (saved is not null && IsSame(saved, typed))
        {
            return (SaveOutcome.Unchanged, saved.Id);
        }

        var certificate = MakesCertificate(saved, typed) ? ApplicationCertificate.Make(time.GetUtcNow()) : null;
        var keepsSecret = typed.NewSecret is null && certificate is null && saved is { HasSecret: true } && SecretBinding.IsSamePlace(saved.Terms, typed.Terms);
        var id = saved?.Id ?? Guid.CreateVersion7(time.GetUtcNow());
        Write(id, saved, typed, keepsSecret, certificate);
        var isNew = typed.NewSecret is not null || certificate is not null;
        audit.Add(AuditAction.ExchangeConnectionSaved, detail: $"{typed.Terms.Version}; {typed.Terms.SignIn}; secret {(isNew ? "new" : keepsSecret ? "kept" : "none")}");
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return (SaveOutcome.ChangedMeanwhile, default);
        }

        if (saved?.Terms.Domains != typed.Terms.Domains)
        {
            await LookForMailboxesAsync(cancellationToken);
        }

        await change.RequestRunsAsync(cancellationToken);
        var outcome = certificate is not null ? SaveOutcome.SavedWithNewCertificate
            : isNew || keepsSecret ? SaveOutcome.Saved
            : SaveOutcome.SavedWithoutSecret;
        return (outcome, id);
    }

    /// <summary>The administrator has seen the hosts and who named them: from now on they may get the secret.</summary>
    public async Task<bool> ConfirmHostsAsync(Guid id, IEnumerable<string> hosts, CancellationToken cancellationToken)
    {
        if (await SavedConnection.FindAsync(db, id, cancellationToken) is not { } saved)
        {
            return false;
        }

        var connection = new ExchangeConnection { Id = saved.Id, Revision = saved.Revision };
        db.Attach(connection);
        connection.AllowedHosts = HostLines.Lines(HostLines.Of(saved.Terms.AllowedHosts).Union(hosts, StringComparer.Ordinal));
        connection.Revision++;
        audit.Add(AuditAction.ExchangeHostsConfirmed, detail: connection.AllowedHosts.Replace('\n', ' '));
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        await change.RequestRunsAsync(cancellationToken);
        return true;
    }

    /// <summary>Its mailboxes are reached by another connection that serves their domain, or by none until one does. Links stay (R19).</summary>
    public async Task<bool> RemoveAsync(Guid id, long revision, CancellationToken cancellationToken)
    {
        if (await SavedConnection.FindAsync(db, id, cancellationToken) is not { } saved || saved.Revision != revision)
        {
            return false;
        }

        db.Remove(new ExchangeConnection { Id = id, Revision = revision });
        audit.Add(AuditAction.ExchangeConnectionRemoved, detail: $"{saved.Terms.Version}; {saved.Terms.Domains.Replace('\n', ' ')}");
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        await change.RequestRunsAsync(cancellationToken);
        return true;
    }

    /// <summary>Which connection has a mailbox is asked again: another one may be meant for it now.</summary>
    private Task<int> LookForMailboxesAsync(CancellationToken cancellationToken) =>
        db.Mailboxes.Where(m => m.ConnectionId != null).ExecuteUpdateAsync(set => set.SetProperty(m => m.ConnectionId, (Guid?)null), cancellationToken);

    private static bool IsSame(SavedConnection saved, ConnectionChange typed) =>
        typed is { NewSecret: null, WantsNewCertificate: false }
        && saved.Terms == typed.Terms
        && (saved.HasSecret || typed.Terms.SignIn != SignInMethod.Certificate);

    private static bool MakesCertificate(SavedConnection? saved, ConnectionChange typed) =>
        typed.Terms.SignIn == SignInMethod.Certificate
        && (typed.WantsNewCertificate || saved is not { HasSecret: true } || !SecretBinding.IsSamePlace(saved.Terms, typed.Terms));

    /// <summary>Whoever signs in, where he does, and the mailbox that must not open are the same: what was found of it still holds.</summary>
    private static bool HasSameReach(ConnectionTerms saved, ConnectionTerms typed) =>
        SecretBinding.IsSamePlace(saved, typed)
        && string.Equals(saved.DelegateUsername, typed.DelegateUsername, StringComparison.OrdinalIgnoreCase)
        && string.Equals(saved.OutOfReachAddress, typed.OutOfReachAddress, StringComparison.OrdinalIgnoreCase);

    /// <summary>Writes without reading the old secret: it may be unreadable, which is what saving again cures.</summary>
    private void Write(Guid id, SavedConnection? saved, ConnectionChange typed, bool keepsSecret, ApplicationCertificate? certificate)
    {
        var connection = new ExchangeConnection { Id = id, Revision = typed.Revision };
        var entry = db.Attach(connection);
        entry.State = saved is null ? EntityState.Added : EntityState.Modified;
        typed.Terms.CopyTo(connection);
        connection.SavedAt = time.GetUtcNow().UtcDateTime;
        connection.CreatedAt = time.GetUtcNow().UtcDateTime;
        entry.Property(c => c.CreatedAt).IsModified = saved is null;
        connection.Revision++;
        if (saved is not null && HasSameReach(saved.Terms, typed.Terms))
        {
            entry.Property(c => c.ReachCheckedAt).IsModified = false;
            entry.Property(c => c.ReachErrorNumber).IsModified = false;
        }

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
            connection.SecretBoundTo = connection.Secret is null ? null : SecretBinding.Of(typed.Terms);
            connection.Certificate = certificate?.Public;
            connection.SecretEndsAt = certificate?.EndsAt;
        }
    }
}
