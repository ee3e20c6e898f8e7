using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Settings;

namespace Severa.CalendarSync.Web.Exchange;

/// <summary>What an administrator typed. An empty secret keeps the saved one, if it is still for the same address and sign-in method.</summary>
/// <param name="Revision">Of the connection the form was filled from; 0 before the first save.</param>
public sealed record ConnectionChange(ExchangeVersion Version, string Url, string DelegateUsername, string? NewSecret, long Revision);

public enum SaveOutcome
{
    Saved,

    /// <summary>The address or the sign-in method is another one: the secret that was saved for the earlier one is gone.</summary>
    SavedWithoutSecret,

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

        var keepsSecret = typed.NewSecret is null && saved is { HasSecret: true } && IsSamePlace(saved, typed);
        Write(saved, typed, keepsSecret);
        audit.Add("ExchangeConnectionSaved", detail: $"{typed.Version}; secret {(typed.NewSecret is not null ? "new" : keepsSecret ? "kept" : "none")}");
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateConcurrencyException)
        {
            return SaveOutcome.ChangedMeanwhile;
        }

        await change.RequestRunsAsync(cancellationToken);
        return typed.NewSecret is not null || keepsSecret ? SaveOutcome.Saved : SaveOutcome.SavedWithoutSecret;
    }

    private static bool IsSame(SavedConnection saved, ConnectionChange typed) =>
        typed.NewSecret is null && saved.Version == typed.Version && saved.Url == typed.Url && saved.DelegateUsername == typed.DelegateUsername;

    private static bool IsSamePlace(SavedConnection saved, ConnectionChange typed) =>
        Place(saved.Version, saved.Url) == Place(typed.Version, typed.Url);

    private static string Place(ExchangeVersion version, string url) => SecretBinding.Of(new ExchangeConnection { Version = version, Url = url });

    /// <summary>Writes without reading the old secret: it may be unreadable, which is what saving again cures.</summary>
    private void Write(SavedConnection? saved, ConnectionChange typed, bool keepsSecret)
    {
        var connection = new ExchangeConnection { Id = saved?.Id ?? Guid.CreateVersion7(time.GetUtcNow()), Revision = typed.Revision };
        var entry = db.Attach(connection);
        entry.State = saved is null ? EntityState.Added : EntityState.Modified;
        connection.Version = typed.Version;
        connection.Url = typed.Url;
        connection.DelegateUsername = typed.DelegateUsername;
        connection.SavedAt = time.GetUtcNow().UtcDateTime;
        connection.Revision++;
        if (keepsSecret)
        {
            entry.Property(c => c.Secret).IsModified = false;
            entry.Property(c => c.SecretBoundTo).IsModified = false;
        }
        else
        {
            connection.Secret = typed.NewSecret;
            connection.SecretBoundTo = typed.NewSecret is null ? null : SecretBinding.Of(connection);
        }
    }
}
