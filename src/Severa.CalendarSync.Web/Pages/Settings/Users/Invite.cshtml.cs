using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Startup;

namespace Severa.CalendarSync.Web.Pages.Settings.Users;

/// <summary>P6: a new account. Its owner chooses his password himself.</summary>
[Confirmed]
public sealed class InviteModel(Invitations invitations, IStringLocalizer<SharedTexts> texts) : PageModel
{
    [BindProperty]
    public InputModel Input { get; set; } = new();

    public async Task<IActionResult> OnPostAsync(CancellationToken cancellationToken)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        var result = await invitations.InviteAsync(Input.ToAccount(), cancellationToken);
        if (result.Problem != UserProblem.None)
        {
            ModelState.AddModelError("Input.Email", texts["UserProblem_" + result.Problem]);
            return Page();
        }

        await this.HandOverAsync(result, LinkKind.Invitation, cancellationToken);
        return RedirectToPage("Person", new { id = result.AccountId });
    }

    public sealed class InputModel
    {
        [Required(ErrorMessage = "Name_Required")]
        [StringLength(200, ErrorMessage = "Text_TooLong")]
        public string? Name { get; set; }

        [Required(ErrorMessage = "Email_Required")]
        [EmailAddress(ErrorMessage = "Email_Invalid")]
        [StringLength(256, ErrorMessage = "Text_TooLong")]
        public string? Email { get; set; }

        [AllowedValues("en", "fi", ErrorMessage = "Value_Invalid")]
        public string Language { get; set; } = Languages.Default;

        public bool IsAdministrator { get; set; }

        public bool IsOperator { get; set; }

        internal NewAccount ToAccount()
        {
            var roles = new List<string>();
            if (IsAdministrator)
            {
                roles.Add(Roles.Administrator);
            }

            if (IsOperator)
            {
                roles.Add(Roles.Operator);
            }

            return new NewAccount(Name!, Email!, roles) { Language = Language };
        }
    }
}
