using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Pages.Settings.Users;

/// <summary>P6: one person. Each form is its own handler; each answers with a message.</summary>
[Confirmed]
public sealed class PersonModel(
    SyncDbContext db, UserChanges changes, UserRoles roles, Invitations invitations, TimeProvider time, IStringLocalizer<SharedTexts> texts) : PageModel
{
    [FromRoute]
    public Guid Id { get; set; }

    [BindProperty]
    public RolesInput Assigned { get; set; } = new();

    [BindProperty]
    public AddressInput Address { get; set; } = new();

    [BindProperty]
    public PauseInput Pause { get; set; } = new();

    public Account Account { get; private set; } = null!;

    public Organization Organization { get; private set; } = null!;

    public MailboxState State { get; private set; }

    public MailboxTrouble? Trouble { get; private set; }

    /// <summary>Who he is at the provider of sign-ins, where he is linked to it.</summary>
    public IdentityUserLogin<Guid>? ProviderLogin { get; private set; }

    /// <summary>Who changes the reader's own address; nobody where this is somebody else, or he is the only administrator.</summary>
    public IReadOnlyList<string> OtherAdministrators { get; private set; } = [];

    /// <summary>Shown once, right after it was made.</summary>
    public string? Link { get; private set; }

    private Guid Me => Reader.IdOf(User);

    public async Task<IActionResult> OnGetAsync(CancellationToken cancellationToken)
    {
        if (!await LoadAsync(cancellationToken))
        {
            return NotFound();
        }

        Link = this.TakeLink();
        return Page();
    }

    public async Task<IActionResult> OnPostRolesAsync(CancellationToken cancellationToken)
    {
        var problem = await roles.SetAsync(Id, Assigned.IsAdministrator, Assigned.IsOperator, cancellationToken);
        if (problem == UserProblem.None && Assigned.IsChosen is { } isChosen)
        {
            await changes.SetChosenAsync(Id, isChosen, cancellationToken);
        }

        return await AnswerAsync(problem, "User_RolesSaved", cancellationToken);
    }

    public async Task<IActionResult> OnPostAddressAsync([FromServices] UserAddress addresses, CancellationToken cancellationToken) =>
        this.IsValid(Address, nameof(Address))
            ? await AnswerAsync(await addresses.ChangeAsync(Id, Me, Address.Email!, cancellationToken), "User_AddressChanged", cancellationToken)
            : await AgainAsync(cancellationToken);

    public async Task<IActionResult> OnPostPauseAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(Pause, nameof(Pause)))
        {
            return await AgainAsync(cancellationToken);
        }

        await changes.PauseAsync(Id, Pause.Reason!, cancellationToken);
        return await AnswerAsync(UserProblem.None, "User_Paused", cancellationToken);
    }

    public async Task<IActionResult> OnPostSwitchOffAsync(CancellationToken cancellationToken)
    {
        if (!this.IsValid(Pause, nameof(Pause)))
        {
            return await AgainAsync(cancellationToken);
        }

        await changes.SwitchOffAsync(Id, Pause.Reason!, cancellationToken);
        return await AnswerAsync(UserProblem.None, "User_SwitchedOff", cancellationToken);
    }

    public async Task<IActionResult> OnPostEndPauseAsync(CancellationToken cancellationToken)
    {
        await changes.EndPauseAsync(Id, cancellationToken);
        return await AnswerAsync(UserProblem.None, "User_PauseEnded", cancellationToken);
    }

    public async Task<IActionResult> OnPostResetAsync(CancellationToken cancellationToken)
    {
        var result = await invitations.RenewAsync(Id, Me, cancellationToken);
        if (result.Problem != UserProblem.None)
        {
            return await AnswerAsync(result.Problem, "User_LinkMade", cancellationToken);
        }

        await this.HandOverAsync(result, LinkKind.NewPassword, cancellationToken);
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostSecondFactorAsync([FromServices] SecondFactorReset reset, CancellationToken cancellationToken) =>
        await AnswerAsync(await reset.ResetAsync(Id, Me, cancellationToken), "User_SecondFactorReset", cancellationToken);

    public async Task<IActionResult> OnPostProviderAsync([FromServices] ProviderLinkRemoval removal, CancellationToken cancellationToken) =>
        await AnswerAsync(await removal.RemoveAsync(Id, Me, cancellationToken), "User_ProviderUnlinked", cancellationToken);

    public async Task<IActionResult> OnPostEndSessionsAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await changes.EndSessionsAsync(Id, Me, cancellationToken), "User_SessionsEnded", cancellationToken);

    public async Task<IActionResult> OnPostDeactivateAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await changes.DeactivateAsync(Id, Me, time.GetUtcNow().UtcDateTime, cancellationToken), "User_Deactivated", cancellationToken);

    public async Task<IActionResult> OnPostReactivateAsync(CancellationToken cancellationToken) =>
        await AnswerAsync(await changes.ReactivateAsync(Id, cancellationToken), "User_Reactivated", cancellationToken);

    private async Task<IActionResult> AnswerAsync(UserProblem problem, string message, CancellationToken cancellationToken)
    {
        if (problem == UserProblem.NotFound)
        {
            return NotFound();
        }

        if (problem != UserProblem.None)
        {
            ModelState.Clear();
            ModelState.AddModelError(problem is UserProblem.AddressTaken or UserProblem.AddressInvalid or UserProblem.AddressSame ? "Address.Email" : "", texts["UserProblem_" + problem]);
            return await AgainAsync(cancellationToken);
        }

        this.Say(texts[message]);
        return RedirectToPage();
    }

    private async Task<IActionResult> AgainAsync(CancellationToken cancellationToken) => await LoadAsync(cancellationToken) ? Page() : NotFound();

    private async Task<bool> LoadAsync(CancellationToken cancellationToken)
    {
        Organization = await db.Organizations.AsNoTracking().SingleAsync(cancellationToken);
        Account = (await db.Users.AsNoTracking().Include(account => account.Mailbox).SingleOrDefaultAsync(account => account.Id == Id, cancellationToken))!;
        if (Account is null)
        {
            return false;
        }

        var names = await db.UserRoles.Where(row => row.UserId == Id).Join(db.Roles, row => row.RoleId, role => role.Id, (_, role) => role.Name).ToListAsync(cancellationToken);
        Assigned = new RolesInput { IsAdministrator = names.Contains(Roles.Administrator), IsOperator = names.Contains(Roles.Operator), IsChosen = Account.IsChosen };
        Address.Email ??= Account.Email;
        ProviderLogin = await db.UserLogins.AsNoTracking().SingleOrDefaultAsync(login => login.UserId == Id, cancellationToken);
        OtherAdministrators = Id == Me ? await roles.OtherAdministratorsAsync(Id, cancellationToken) : [];
        await LookAtMailboxAsync(cancellationToken);
        return true;
    }

    private async Task LookAtMailboxAsync(CancellationToken cancellationToken)
    {
        var connection = (await ConnectionTroubles.ReadAsync(db, cancellationToken)).Of(Account.Mailbox);
        var now = time.GetUtcNow().UtcDateTime;
        State = MailboxStates.Of(Account, Account.Mailbox, Organization, connection, now);
        Trouble = Account.Mailbox is null ? null : MailboxTrouble.Of(Account.Mailbox, connection, now);
    }
}
