using System.Globalization;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Alerts;

/// <summary>Alerts in words, in the language of whoever reads them.</summary>
public sealed class AlertWords(IStringLocalizer<AlertTexts> texts, IStringLocalizer<ErrorTexts> errors, IConfiguration configuration)
{
    public AlertMessage Of(AlertRow alert)
    {
        var error = alert.Number is { } number ? ErrorText.Of(number, errors) : null;
        var name = alert is { Cause: AlertCause.SecretEnds, Number: not null } ? "SecretEnded" : $"{alert.Cause}";
        var (sentence, advice) = (texts[$"{name}_Sentence", alert.Value], texts[$"{name}_Advice"]);
        var isErrors = advice.ResourceNotFound && error is not null;
        return new AlertMessage(
            isErrors ? $"{sentence} {error!.Sentence}" : sentence,
            isErrors ? $"{error!.Advice} {error.Who}" : advice,
            error?.Code,
            PathOf(alert.Cause));
    }

    /// <summary>The same in a chosen language, for what leaves the service.</summary>
    public (AlertMessage Message, string Subject, string Body) InLanguage(string language, AlertRow alert, AlertEvent what)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            var message = Of(alert);
            return (message, Subject(message, what), Body(message, alert, what));
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    /// <summary>The whole address of a page; null where <c>PublicUrl</c> is not set.</summary>
    public string? LinkTo(string path) => AccountAddress.Origin(configuration) is { } origin ? origin + path : null;

    private static string PathOf(AlertCause cause) => cause switch
    {
        AlertCause.ConnectionStopped or AlertCause.SecretEnds => "/settings/exchange",
        AlertCause.Test => "/settings/alerts",
        AlertCause.MailboxesFailing or AlertCause.OtherInstallation => "/settings/users",
        AlertCause.MailboxStale or AlertCause.DeletionsStopped or AlertCause.ClockFar or AlertCause.JobsSilent => "/overview",
    };

    private string Subject(AlertMessage message, AlertEvent what) => texts[$"Subject_{what}", (message.Code is null ? "" : message.Code + " ") + message.Sentence];

    private string Body(AlertMessage message, AlertRow alert, AlertEvent what)
    {
        var lines = new List<string> { message.Sentence, "" };
        if (what == AlertEvent.Opened)
        {
            lines.AddRange([message.Advice, ""]);
        }

        lines.Add(texts["Since", Times.Iso(alert.OpenedAt)]);
        lines.AddRange(what == AlertEvent.Ended && alert.EndedAt is { } ended ? [texts["Until", Times.Iso(ended)].Value] : []);
        lines.AddRange(message.Code is null || LinkTo($"/help/errors#{message.Code.ToLowerInvariant()}") is not { } help ? [] : [texts["About", help].Value]);
        lines.AddRange(LinkTo(message.Path) is { } link ? [texts["Page", link].Value] : []);
        return string.Join("\r\n", lines);
    }
}
