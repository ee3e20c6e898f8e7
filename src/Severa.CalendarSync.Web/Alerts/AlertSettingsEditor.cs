using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Connectors.Http;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Alerts;

/// <summary>Who is told of alerts, and how.</summary>
public sealed class AlertSettingsEditor(SyncDbContext db, OutgoingRequests requests, Audit audit)
{
    public const int MostRecipients = 20;
    public const int ShortestSecret = 16;

    /// <summary>RFC 5321.</summary>
    private const int LongestAddress = 254;

    public async Task<AlertSettings> ReadAsync(CancellationToken cancellationToken) =>
        await db.AlertSettings.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? new AlertSettings();

    /// <summary>What is wrong with the form: the field and the key of the message.</summary>
    public IEnumerable<(string Field, string Message)> Mistakes(AlertsInput input, AlertSettings saved)
    {
        if (input.Addresses.Count > MostRecipients)
        {
            yield return (nameof(input.Recipients), "Recipients_TooMany");
        }

        if (input.Addresses.Any(address => address.Length > LongestAddress || !MailAddress.TryCreate(address, out var parsed) || parsed.Address != address))
        {
            yield return (nameof(input.Recipients), "Recipients_Wrong");
        }

        if (!Languages.All.Contains(input.Language, StringComparer.Ordinal))
        {
            yield return (nameof(input.Language), "Language_Wrong");
        }

        if (HasUrl(input) && !(Uri.TryCreate(input.WebhookUrl!.Trim(), UriKind.Absolute, out var url) && requests.IsFit(url)))
        {
            yield return (nameof(input.WebhookUrl), "WebhookUrl_Wrong");
        }

        if (HasUrl(input) && string.IsNullOrEmpty(input.WebhookSecret) ? saved.WebhookSecret is null : input.WebhookSecret is { Length: > 0 and < ShortestSecret })
        {
            yield return (nameof(input.WebhookSecret), "WebhookSecret_Short");
        }
    }

    /// <summary>False when somebody else saved meanwhile.</summary>
    public async Task<bool> SaveAsync(AlertsInput input, CancellationToken cancellationToken)
    {
        var settings = await db.AlertSettings.SingleOrDefaultAsync(cancellationToken);
        if (settings is null)
        {
            settings = new AlertSettings();
            db.AlertSettings.Add(settings);
        }

        if (settings.Version != input.Version)
        {
            return false;
        }

        settings.Version++;
        settings.Recipients = input.Addresses.Count == 0 ? null : string.Join('\n', input.Addresses);
        settings.Language = input.Language!;
        settings.FailingPercent = input.FailingPercent ?? AlertSettings.DefaultFailingPercent;
        settings.WebhookUrl = HasUrl(input) ? input.WebhookUrl!.Trim() : null;
        settings.WebhookSecret = settings.WebhookUrl is null ? null : string.IsNullOrEmpty(input.WebhookSecret) ? settings.WebhookSecret : input.WebhookSecret;
        audit.Add(AuditAction.AlertsSaved, detail: $"recipients={input.Addresses.Count}, webhook={settings.WebhookUrl is not null}, failing={settings.FailingPercent}%");
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException)
        {
            // Somebody saved the first settings, or these, in the same moment.
            return false;
        }
    }

    public async Task NoteTestAsync(int places, CancellationToken cancellationToken)
    {
        audit.Add(AuditAction.AlertsTested, detail: $"{places}");
        await db.SaveChangesAsync(cancellationToken);
    }

    private static bool HasUrl(AlertsInput input) => !string.IsNullOrWhiteSpace(input.WebhookUrl);
}
