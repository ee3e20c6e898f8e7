using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Seeding;

/// <summary>The words of the seeded calendars, Finnish and English as in the offices of Contoso.</summary>
internal static class SeedTexts
{
    public static readonly IReadOnlyList<(string Title, string? Place)> Work =
    [
        ("Asiakaspalaveri: Northwind", "Northwind, Espoo"), ("Projektisuunnittelu", "Neuvotteluhuone Päijänne"), ("Design review", null),
        ("Tarjouksen viimeistely", null), ("Käyttöönotto: Adventure Works", "Adventure Works, Turku"), ("Koodikatselmointi", null),
        ("Arkkitehtuurityöpaja", "Neuvotteluhuone Inari"), ("Interview: senior consultant", "Teams"), ("Laskutuksen läpikäynti", null),
        ("Roadmap planning", "Neuvotteluhuone Saimaa"), ("Sparraus: uusi konsultti", "Kahvihuone"), ("Budget check", null), ("Testauspäivä", "Labra"),
    ];

    public static readonly IReadOnlyList<string> Personal =
        ["Hammaslääkäri", "Päiväkodin vanhempainilta", "Doctor", "Autohuolto", "Pankki", "Kampaaja", "School meeting", "Fysioterapia"];

    public static readonly IReadOnlyList<string> Hidden = ["Private", "Private", "Personal", "Confidential"];

    public static readonly IReadOnlyList<string> Categories = ["Asiakas", "Projekti", "Internal", "Green category"];

    public static readonly IReadOnlyList<string> Notes =
    [
        "Esityslista:\r\n1. Tilanne\r\n2. Riskit\r\n3. Seuraavat askeleet", "Bring the signed agreement.", "Pysäköinti P2, koodi 4417.",
        "See the shared folder for the draft.\r\n\r\nThanks,\r\nSari",
    ];

    public static readonly IReadOnlyList<Person> Colleagues =
    [
        new("Aino Virtanen", "aino.virtanen@contoso.test"), new("Mikael Lind", "mikael.lind@contoso.test"), new("Sari Korhonen", "sari.korhonen@contoso.test"),
        new("Otto Nieminen", "otto.nieminen@contoso.test"),
    ];

    public static readonly string LongNote = string.Concat(Enumerable.Range(1, 14).Select(line => $"{line}. Mitä opimme tällä kierroksella ja mitä teemme ensi kerralla toisin? 🙂\r\n"));

    public static readonly string LongTitle = "Työpaja: " + string.Join(", ", Enumerable.Repeat("vaatimukset, rajapinnat, käyttöoikeudet ja hyväksymistestaus", 5));

    public const string HtmlNote =
        "<html><head><style>p { margin: 0 }</style></head><body><p>Hei,</p><p>tässä <b>asialista</b> &amp; linkit:</p><ul><li>Tilanne</li><li>P&auml;&auml;t&ouml;kset</li></ul>"
        + "<p><a href=\"https://wiki.contoso.test/x\">Wiki</a></p></body></html>";
}
