using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Alerts;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Protection;
using Severa.CalendarSync.Web.Mail;

namespace Severa.CalendarSync.Web.Alerts;

/// <summary>Sends the messages that wait, and notes what became of each. Trouble with one keeps nothing else from going on.</summary>
public sealed class AlertPost(AlertOutbox outbox, AlertWords words, AlertWebhook webhook, IMailSender mail, IDbContextFactory<SyncDbContext> contexts)
{
    private const string NotConfigured = "NotConfigured";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (await outbox.ClaimAsync(cancellationToken) is { Count: > 0 } mine)
        {
            foreach (var news in mine)
            {
                await SendAsync(news, cancellationToken);
            }
        }
    }

    /// <summary>One test message to each place, at once. Null where it was taken, else why not.</summary>
    public async Task<IReadOnlyList<(string Recipient, string? Problem)>> TestAsync(AlertRow sample, CancellationToken cancellationToken)
    {
        var settings = await SettingsAsync(cancellationToken);
        var results = new List<(string, string?)>();
        foreach (var address in settings.Addresses)
        {
            results.Add((address, await MailAsync(settings, address, sample, AlertEvent.Opened, cancellationToken)));
        }

        if (settings.WebhookUrl is not null)
        {
            results.Add(("", await CallAsync(settings, Guid.CreateVersion7(), "test", sample, AlertEvent.Opened, cancellationToken)));
        }

        return results;
    }

    private async Task SendAsync(AlertNews news, CancellationToken cancellationToken)
    {
        var problem = await TrySendAsync(news, cancellationToken);
        await (problem is null ? outbox.SentAsync(news, cancellationToken) : outbox.FailedAsync(news, problem, cancellationToken));
    }

    private async Task<string?> TrySendAsync(AlertNews news, CancellationToken cancellationToken)
    {
        try
        {
            var settings = await SettingsAsync(cancellationToken);
            return news.Channel switch
            {
                AlertChannel.Mail => await MailAsync(settings, news.Recipient, news.Alert!, news.Event, cancellationToken),
                AlertChannel.Webhook => await CallAsync(settings, news.Id, $"{news.Event}".ToLowerInvariant(), news.Alert!, news.Event, cancellationToken),
            };
        }
        catch (SecretUnreadableException)
        {
            return "SecretUnreadable";
        }
    }

    private async Task<string?> MailAsync(AlertSettings settings, string address, AlertRow alert, AlertEvent what, CancellationToken cancellationToken)
    {
        if (!mail.IsConfigured || !settings.Addresses.Contains(address, StringComparer.Ordinal))
        {
            return NotConfigured;
        }

        var (_, subject, body) = words.InLanguage(settings.Language, alert, what);
        try
        {
            await mail.SendAsync(new MailText(address, subject, body), cancellationToken);
            return null;
        }
        catch (MailException e)
        {
            return e.Code is { } code ? $"{e.Problem} {code}" : $"{e.Problem}";
        }
    }

    private async Task<string?> CallAsync(AlertSettings settings, Guid id, string name, AlertRow alert, AlertEvent what, CancellationToken cancellationToken)
    {
        if (settings is not { WebhookUrl: { } url, WebhookSecret: { } secret })
        {
            return NotConfigured;
        }

        var (message, _, _) = words.InLanguage(settings.Language, alert, what);
        var news = new WebhookNews(
            id, name, $"{alert.Cause}", message.Code, message.Sentence, message.Advice, alert.OpenedAt, what == AlertEvent.Ended ? alert.EndedAt : null, words.LinkTo(message.Path));
        return await webhook.SendAsync(url, secret, news, cancellationToken);
    }

    private async Task<AlertSettings> SettingsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AlertSettings.AsNoTracking().SingleOrDefaultAsync(cancellationToken) ?? new AlertSettings();
    }
}
