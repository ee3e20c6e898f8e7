using System.ComponentModel.DataAnnotations;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>What everybody may change of his own account. The address is not among it (R23).</summary>
public sealed class ProfileForm
{
    [Required(ErrorMessage = "Name_Required")]
    [StringLength(200, ErrorMessage = "Text_TooLong")]
    public string? Name { get; set; }

    public string? TimeZone { get; set; }

    public string? Language { get; set; }

    /// <summary>What his new entries become; null: the organisation's default (R2).</summary>
    public Guid? DefaultType { get; set; }
}
