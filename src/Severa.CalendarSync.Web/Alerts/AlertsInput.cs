using System.ComponentModel.DataAnnotations;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Alerts;

/// <summary>The form of Settings > Alerts. The secret is write-only: empty keeps the saved one.</summary>
public sealed class AlertsInput
{
    [StringLength(4000, ErrorMessage = "Text_TooLong")]
    public string? Recipients { get; set; }

    public string? Language { get; set; }

    [StringLength(1000, ErrorMessage = "Text_TooLong")]
    public string? WebhookUrl { get; set; }

    [StringLength(200, ErrorMessage = "Text_TooLong")]
    public string? WebhookSecret { get; set; }

    [Range(1, 100, ErrorMessage = "Number_Range")]
    public int? FailingPercent { get; set; }

    public long Version { get; set; }

    /// <summary>One address a line, each once.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. (Recipients ?? "").Split(['\n', '\r', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    public static AlertsInput Of(AlertSettings settings) => new()
    {
        Recipients = settings.Recipients,
        Language = settings.Language,
        WebhookUrl = settings.WebhookUrl,
        FailingPercent = settings.FailingPercent,
        Version = settings.Version,
    };
}
