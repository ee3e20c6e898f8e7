namespace Severa.CalendarSync.Core.Tests.Decisions;

/// <summary>What the words of the decision table are called in Finnish.</summary>
internal static class FinnishWords
{
    private static readonly IReadOnlyDictionary<string, string> Glossary = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["any but"] = "muu kuin",
        ["any"] = "mikä vain",
        ["or"] = "tai",
        [Words.None] = "ei ole",
        [Words.New] = "uusi",
        [Words.Unread] = "lukematta",
        [Words.Unchanged] = "ennallaan",
        [Words.Changed] = "muuttunut",
        [Words.Missing] = "kateissa",
        [Words.Gone] = "poissa",
        [Words.Unsure] = "epäselvä",
        ["read"] = "luettu",
        [Words.InSync] = "ajan tasalla",
        [Words.SetAside] = "sivuun jätetty",
        [Words.SetAsideDue] = "sivuun jätetty, vuorossa",
        [Words.DeletionHeld] = "poisto pidätetty",
        [Words.DeletionReleased] = "poisto vapautettu",
        [Words.DeletionDiscarded] = "poisto hylätty",
        [Words.TimeHeld] = "uusi aika pidätetty",
        [Words.TimeReleased] = "uusi aika vapautettu",
        [Words.TimeDiscarded] = "uusi aika hylätty",
        [Words.OutOfWindow] = "lepotilassa: aikaväli",
        [Words.NotTicked] = "lepotilassa: tyyppi",
        [Words.SwitchedOff] = "lepotilassa: pois päältä",
        [Words.Kept] = "lepotilassa: säilytetty",
        [Words.RemoveCopy] = "lepotilassa: poistettava kopio",
        [Words.WakeUp] = "lepotilassa: takaisin tuotava",
        [Words.MeetingDismissed] = "poistettu tarkoituksella: kokous",
        [Words.Undone] = "poistettu tarkoituksella: kumottu",
        [Words.BringBack] = "poistettu tarkoituksella: takaisin tuotava",
        [Words.Plain] = "tavallinen",
        [Words.Meeting] = "kokous",
        [Words.Off] = "peruttu tai kieltäydytty",
        [Words.PrivateNotSynced] = "yksityinen, ei synkronoida",
        [Words.LongSeries] = "liian pitkä sarja",
        [Words.Own] = "oma",
        [Words.BusinessData] = "liiketietoja sisältävä",
        [Words.Shared] = "toisen henkilön",
        [Words.Outlook] = "Outlook",
        [Words.Severa] = "Severa",
        [Words.Inside] = "sisällä",
        [Words.Before] = "ennen aikaväliä",
        ["outside the window"] = "aikavälin ulkopuolella",
        [Words.TypeNotTicked] = "tyyppiä ei rastittu",
        [Words.ProjectTask] = "projektitehtävä",
    };

    /// <summary>A cell, word by word. A word may itself contain others: the longest that fits is taken.</summary>
    /// <exception cref="FormatException">A word that the glossary does not know.</exception>
    public static string Translate(string cell)
    {
        var words = new List<string>();
        for (var rest = cell; rest.Length > 0;)
        {
            var word = Glossary.Keys.Where(w => rest == w || rest.StartsWith(w + ' ', StringComparison.Ordinal)).MaxBy(w => w.Length)
                ?? throw new FormatException($"\"{rest}\" begins with no word of the glossary.");
            words.Add(Glossary[word]);
            rest = rest[word.Length..].TrimStart();
        }

        return string.Join(' ', words);
    }
}
