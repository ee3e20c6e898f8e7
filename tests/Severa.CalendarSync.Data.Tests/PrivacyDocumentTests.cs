using Severa.CalendarSync.Data.Pruning;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Data.Tests;

/// <summary>docs/privacy.md, in both languages, tells the times of <see cref="Retention"/>.</summary>
public sealed class PrivacyDocumentTests
{
    /// <summary>How the rows of the table begin, for each table that is pruned, and for how many days; 0: what is over goes the next night.</summary>
    private static readonly Dictionary<string, (string English, string Finnish, int Days)> Rows = new(StringComparer.Ordinal)
    {
        ["History"] = ("History with titles", "Historia otsikoineen", Retention.ContentDays),
        ["Conflicts"] = ("Conflicts", "Ristiriidat", Retention.ContentDays),
        ["Undos"] = ("Requests to undo", "Kumoamispyynnöt", Retention.ContentDays),
        ["Links"] = ("What you removed on purpose", "Mitä olet poistanut tarkoituksella", Retention.ContentDays),
        ["Dismissals"] = ("What you removed on purpose", "Mitä olet poistanut tarkoituksella", Retention.ContentDays),
        ["Activities"] = ("Deleted activities", "Poistetut aktiviteetit", Retention.ContentDays),
        ["OwnWrites"] = ("Versions the service wrote", "Palvelun itse kirjoittamat versiot", Retention.ContentDays),
        ["OneTimeCodes"] = ("Codes and links", "Kertakäyttöiset koodit", Retention.ContentDays),
        ["Sessions"] = ("Sessions: since when", "Istunnot: mistä alkaen", 0),
        ["Runs"] = ("Reports of runs", "Ajojen raportit", Retention.RunDays),
        ["QuietDays"] = ("Numbers of runs", "Muutoksettomien ajojen", Retention.RunDays),
        ["Intents"] = ("Announced writes", "Ennalta merkityt", Retention.IntentDays),
        ["Alerts"] = ("Alerts: what", "Hälytykset: mitä", Retention.RunDays),
        ["Audit"] = ("Audit", "Tapahtumaloki", Retention.AuditDays),
    };

    [Fact]
    public void Every_table_that_is_pruned_has_a_row() =>
        Assert.Equal(Rows.Keys.Order(StringComparer.Ordinal), Retention.Rules(DateTime.UnixEpoch, daysBack: 0).Select(r => r.Name).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("docs/privacy.md", "days", "years")]
    [InlineData("docs/fi/privacy.md", "päivää", "vuotta")]
    public void Every_time_the_page_names_is_the_one_of_the_code(string file, string days, string years)
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, file)).Where(line => line.StartsWith("| ", StringComparison.Ordinal)).ToList();
        foreach (var (english, finnish, count) in Rows.Values)
        {
            var line = Assert.Single(lines, l => l.StartsWith("| " + (days == "days" ? english : finnish), StringComparison.Ordinal) && l.Split('|').Length == 5 && l.Any(char.IsDigit));
            var kept = count switch
            {
                0 => days == "days" ? "the next night" : "seuraavana yönä",
                _ when count % 365 == 0 => $"{count / 365} {years}",
                _ => $"{count} {days}",
            };
            Assert.Contains(kept, line.Split('|')[2], StringComparison.Ordinal);
        }
    }
}
