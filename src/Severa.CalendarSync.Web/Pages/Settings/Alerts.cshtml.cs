using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Alerts;
using Severa.CalendarSync.Web.Mail;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Settings;

/// <summary>Who is told when something is wrong, what was told last, and a test.</summary>
[Confirmed]
[EnableRateLimiting(RequestLimits.Work)]
public sealed class AlertsModel(
    AlertSettingsEditor editor, AlertPost post, IMailSender mail, SyncDbContext db, Reader reader, IStringLocalizer<AlertsModel> texts) : PageModel
{
    private const int Shown = 20;

    [BindProperty]
    public AlertsInput Input { get; set; } = new();

    /// <summary>A mail server is set.</summary>
    public bool CanMail => mail.IsConfigured;

    public bool HasSecret { get; private set; }

    /// <summary>There is somebody to tell.</summary>
    public bool HasPlace { get; private set; }

    /// <summary>Where the test did not arrive, and why.</summary>
    public IReadOnlyList<(string Recipient, string Problem)> Refused { get; private set; } = [];

    public IReadOnlyList<AlertNews> Latest { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Input = AlertsInput.Of(await LoadAsync(cancellationToken));
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        var saved = await LoadAsync(cancellationToken);
        foreach (var (field, message) in editor.Mistakes(Input, saved))
        {
            ModelState.AddModelError($"Input.{field}", texts[message]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (!await editor.SaveAsync(Input, cancellationToken))
        {
            ModelState.AddModelError("", texts["ChangedMeanwhile"]);
            return Page();
        }

        this.Say(texts["Saved"]);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostTestAsync(CancellationToken cancellationToken)
    {
        ModelState.Clear();
        var saved = await LoadAsync(cancellationToken);
        Input = AlertsInput.Of(saved);
        if (!HasPlace)
        {
            return Page();
        }

        var sample = new AlertRow { Id = Guid.CreateVersion7(), Cause = AlertCause.Test, Subject = "", OpenedAt = reader.UtcNow };
        var results = await post.TestAsync(sample, cancellationToken);
        await editor.NoteTestAsync(results.Count, cancellationToken);
        Refused = [.. results.Where(r => r.Problem is not null).Select(r => (r.Recipient, r.Problem!))];
        if (Refused.Count > 0)
        {
            return Page();
        }

        this.Say(texts["Tested", results.Count]);
        return RedirectToPage();
    }

    /// <summary>A problem in words; a status or code beside it stays.</summary>
    public string Words(string problem)
    {
        var word = problem.Split(' ')[0];
        var text = texts[$"Problem_{(word.StartsWith("Http", StringComparison.Ordinal) ? "Http" : word)}"];
        return text.ResourceNotFound ? problem : $"{text} ({problem})";
    }

    private async Task<AlertSettings> LoadAsync(CancellationToken cancellationToken)
    {
        var settings = await editor.ReadAsync(cancellationToken);
        HasSecret = settings.WebhookSecret is not null;
        HasPlace = settings.WebhookUrl is not null || settings.Addresses.Count > 0;
        Latest = await db.AlertNews.AsNoTracking().Include(n => n.Alert).OrderByDescending(n => n.MadeAt).ThenByDescending(n => n.Id).Take(Shown).ToListAsync(cancellationToken);
        return settings;
    }
}
