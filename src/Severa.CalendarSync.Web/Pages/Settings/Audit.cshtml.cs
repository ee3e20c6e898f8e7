using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Auditing;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Pages.Settings;

/// <summary>P12. No contents of anybody's calendar.</summary>
public sealed class AuditModel(AuditReader reader, Audit audit, SyncDbContext db, Reader viewer) : PageModel
{
    [BindProperty(SupportsGet = true)]
    [StringLength(100, ErrorMessage = "Text_TooLong")]
    public string? Who { get; set; }

    [BindProperty(SupportsGet = true)]
    public AuditAction? Action { get; set; }

    /// <summary>The first day, on the reader's calendar.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? From { get; set; }

    /// <summary>The last day.</summary>
    [BindProperty(SupportsGet = true)]
    public DateOnly? Until { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public PageOf<AuditLine> Lines { get; private set; } = PageOf<AuditLine>.Empty;

    /// <summary>The same search as a file.</summary>
    public IDictionary<string, string?> Search => new Dictionary<string, string?>(StringComparer.Ordinal)
    {
        ["Who"] = Who,
        ["Action"] = Action?.ToString(),
        ["From"] = From?.ToString("O", CultureInfo.InvariantCulture),
        ["Until"] = Until?.ToString("O", CultureInfo.InvariantCulture),
    };

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        if (ModelState.IsValid)
        {
            Lines = await reader.PageAsync(Wanted(), Number, cancellationToken);
        }
    }

    public async Task<IActionResult> OnGetFileAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        audit.Add(AuditAction.AuditExported);
        await db.SaveChangesAsync(cancellationToken);
        return new AuditDownload($"audit-{viewer.Today:O}.csv", reader.AllAsync(Wanted()));
    }

    private AuditQuery Wanted() => new(
        Who,
        Action,
        From is { Year: > 1 } from ? viewer.StartOf(from) : null,
        Until is { Year: > 1 } until && until < DateOnly.MaxValue ? viewer.StartOf(until.AddDays(1)) : null);

    /// <summary>Written while it is read.</summary>
    private sealed class AuditDownload(string name, IAsyncEnumerable<AuditLine> lines) : FileResult(AuditFile.ContentType)
    {
        public override async Task ExecuteResultAsync(ActionContext context)
        {
            var response = context.HttpContext.Response;
            response.ContentType = ContentType;
            response.Headers.ContentDisposition = $"attachment; filename={name}";
            await AuditFile.WriteAsync(response.Body, lines, context.HttpContext.RequestAborted);
        }
    }
}
