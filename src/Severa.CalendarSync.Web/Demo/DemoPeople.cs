namespace Severa.CalendarSync.Web.Demo;

/// <summary>The people of the demo organisation. They exist in Development only.</summary>
internal static class DemoPeople
{
    public const string Password = "Sininen-Tunturi-47";

    public const string Administrator = "admin@contoso.test";

    public static readonly IReadOnlyList<(string Name, string Email)> Users =
    [
        ("Aino Virtanen", "aino.virtanen@contoso.test"),
        ("Mikael Lind", "mikael.lind@contoso.test"),
        ("Sari Korhonen", "sari.korhonen@contoso.test"),
    ];
}
