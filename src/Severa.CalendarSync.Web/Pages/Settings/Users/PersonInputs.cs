using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Severa.CalendarSync.Web.Pages.Settings.Users;

public sealed class RolesInput
{
    public bool IsAdministrator { get; set; }

    public bool IsOperator { get; set; }

    /// <summary>Null where the roll-out is open to everyone and the box is not shown.</summary>
    public bool? IsChosen { get; set; }
}

public sealed class AddressInput
{
    [Required(ErrorMessage = "Email_Required")]
    [EmailAddress(ErrorMessage = "Email_Invalid")]
    [StringLength(256, ErrorMessage = "Text_TooLong")]
    public string? Email { get; set; }
}

public sealed class PauseInput
{
    [Required(ErrorMessage = "Reason_Required")]
    [StringLength(500, ErrorMessage = "Text_TooLong")]
    public string? Reason { get; set; }
}

internal static class OneFormOfMany
{
    /// <summary>Judges the form that was sent, an empty one too, and forgets what is wrong with the other forms of the page.</summary>
    public static bool IsValid(this PageModel page, object input, string form)
    {
        page.ModelState.Clear();
        return page.TryValidateModel(input, form);
    }
}
