using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Codes;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Security.Provider;
using Severa.CalendarSync.Web.Security.Sessions;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Profile;

/// <summary>P2: one's own name, zone, language and calendar synchronization. There is no such page of anybody else.</summary>
public sealed class IndexModel(
    OwnMailbox own, ProfileEditor editor, OneTimeCodes codes, CopyRemoval copies, ProviderVisit visit, SyncDbContext db, IStringLocalizer<ProfileTexts> texts) : PageModel
{
    [BindProperty]
    public ProfileForm Input { get; set; } = new();

    public OwnSync Sync { get; private set; } = null!;

    /// <summary>What new entries may become.</summary>
    public DefaultTypeChoices DefaultTypes { get; private set; } = DefaultTypeChoices.None;

    public SyncNumbers Numbers { get; private set; } = SyncNumbers.None;

    /// <summary>What switching off could remove (R12).</summary>
    public CopyCounts Copies { get; private set; } = new(0, 0);

    /// <summary>The proof code that waits in the Outlook calendar, if there is one.</summary>
    public OpenCode? Code { get; private set; }

    /// <summary>The organisation's provider of sign-ins, where there is one.</summary>
    public string? Provider => visit.IsPossible ? visit.Name : null;

    /// <summary>The provider verified that the mailbox is the reader's: no code is needed (R23).</summary>
    public bool MayProveByProvider { get; private set; }

    /// <summary>What came of the last step of the proof.</summary>
    public ProofResult? Proof { get; private set; }

    /// <summary>Why the last switch or run was refused.</summary>
    public int? Refused { get; private set; }

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var account = Sync.Account;
        Input = new ProfileForm { Name = account.DisplayName, TimeZone = account.TimeZoneId, Language = account.Language, DefaultType = account.DefaultTypeId };
        Proof = this.TakeProof();
        Refused = this.TakeRefusal();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (!TimeZoneChoices.Contains(Input.TimeZone))
        {
            ModelState.AddModelError("Input.TimeZone", texts["TimeZone_Unknown"]);
        }

        if (!Languages.All.Contains(Input.Language, StringComparer.Ordinal))
        {
            ModelState.AddModelError("Input.Language", texts["Language_Unknown"]);
        }

        if (!DefaultTypes.Contains(Input.DefaultType))
        {
            ModelState.AddModelError("Input.DefaultType", texts["DefaultType_Unknown"]);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        await editor.SaveAsync(Input, cancellationToken);

        // The next page is in the language just chosen, and so is its message.
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Input.Language!);
        this.Say(texts["Saved"]);
        return RedirectToPage();
    }

    /// <summary>For the progress bar: the reader's own mailbox, numbers only.</summary>
    public async Task<JsonResult> OnGetProgressAsync(CancellationToken cancellationToken)
    {
        var sync = await own.ReadAsync(cancellationToken);
        var progress = SyncProgress.Of(sync);
        return new JsonResult(new { isBusy = sync.IsBusy, done = progress.Done, total = progress.Total, text = progress.Text(texts) });
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        Sync = await own.ReadAsync(cancellationToken);
        DefaultTypes = await DefaultTypeChoices.ReadAsync(db, Sync.Account.DefaultTypeId, cancellationToken);
        Numbers = await SyncNumbers.ReadAsync(db, Sync, cancellationToken);
        MayProveByProvider = ProofSteps.IsVerified(Sync.Account, await SessionOrigin.OfAsync(HttpContext));
        Copies = Sync.IsOpenAndOn ? await copies.CountAsync(Sync.Account.Id, cancellationToken) : Copies;
        Code = Sync.IsProved ? null : await codes.FindOpenAsync(OneTimeCodePurpose.MailboxProof, Sync.Account.Id, cancellationToken);
    }
}
