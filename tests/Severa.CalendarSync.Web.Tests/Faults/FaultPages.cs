using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>Who reads what on which page while a fault lasts, and that nobody reads anything else.</summary>
internal sealed partial class FaultPages(FaultOrganisation people)
{
    private const string Overview = "/overview";
    private const string Connection = "/settings/exchange";
    private const string Users = "/settings/users";
    private const string RunsPage = "/profile/runs";
    private const string History = "/profile/history";

    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(6);

    /// <summary>All are in sync, and no page tells an error.</summary>
    public async Task AssertCalmAsync()
    {
        await people.Aino.AssertCalmAsync();
        await people.Mikael.AssertCalmAsync();
        await AssertAdministratorSeesAsync(onOverview: null, atConnection: null, failing: 0);
    }

    /// <summary>In the reader's own language. Returns the page that tells most, for the table.</summary>
    public async Task<string> AssertToldAsync(FaultRow row)
    {
        switch (row.Told)
        {
            case Told.Owner:
                return await AssertOwnerAsync(row);
            case Told.Everybody:
                return await AssertEverybodyAsync(row);
            case Told.OwnerOfEntry:
                await AssertCalmAsync();
                await AssertLineAsync(people.Aino, History, row.Error!.Value);
                return "history of the owner";
            case Told.Administrators:
                await people.Aino.AssertCalmAsync();
                await people.Mikael.AssertCalmAsync();
                await AssertAdministratorSeesAsync(onOverview: row.Error, atConnection: null, failing: 0);
                return "overview";
            default:
                await AssertCalmAsync();
                return "-";
        }
    }

    private async Task<string> AssertOwnerAsync(FaultRow row)
    {
        var shown = await people.Aino.AssertFailingAsync(row.Error!.Value);
        AssertNextTry(row, shown);
        await AssertLineAsync(people.Aino, RunsPage, row.Error.Value);
        await people.Mikael.AssertCalmAsync();
        await AssertAdministratorSeesAsync(onOverview: null, atConnection: null, failing: 1);
        await AssertLineAsync(people.Administrator, Users, row.Error.Value);
        var person = $"{Users}/person/{await people.App.AccountIdAsync(AppFactory.Aino)}";
        Assert.Equal(people.Administrator.Expected(row.Error.Value), Assert.Single(await people.Administrator.ErrorsAsync(person)).WithoutTime());
        return "profile and runs of the owner; users";
    }

    private async Task<string> AssertEverybodyAsync(FaultRow row)
    {
        var number = row.Error!.Value;
        AssertNextTry(row, await people.Aino.AssertFailingAsync(number));
        AssertNextTry(row, await people.Mikael.AssertFailingAsync(number));
        await AssertLineAsync(people.Aino, RunsPage, number);
        await AssertPreviewAsync(people.Mikael, number);
        await AssertAdministratorSeesAsync(onOverview: number, atConnection: number, failing: 2);
        await AssertLineAsync(people.Administrator, Users, number);
        return "profiles; overview, Exchange, users";
    }

    private async Task AssertAdministratorSeesAsync(int? onOverview, int? atConnection, int failing)
    {
        var administrator = people.Administrator;
        Assert.Equal(Expected(onOverview), (await administrator.ErrorsAsync(Overview)).Select(e => e.WithoutTime()));
        Assert.Equal(Expected(atConnection), (await administrator.ErrorsAsync(Connection)).Select(e => e.WithoutTime()));
        Assert.Equal(failing, await FailingAsync());
        if (failing == 0)
        {
            Assert.DoesNotContain("/help/errors#", await administrator.TextAsync(Users), StringComparison.Ordinal);
        }
    }

    private IEnumerable<ShownError> Expected(int? number) => number is { } known ? [people.Administrator.Expected(known)] : [];

    /// <summary>The second figure of the overview, after those who are in sync.</summary>
    private async Task<int> FailingAsync() =>
        int.Parse(Figure().Matches(await people.Administrator.Visitor.ReadAsync(Overview))[1].Groups["count"].Value, CultureInfo.InvariantCulture);

    /// <summary>The sentence and the link to its help, in a list. The next step as well, where there is room for it.</summary>
    private static async Task AssertLineAsync(PageReader reader, string path, int number)
    {
        var (page, expected) = (await reader.TextAsync(path), reader.Expected(number));
        Assert.Contains(expected.Sentence, page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{expected.Help}\"", page, StringComparison.Ordinal);
        if (path == Users)
        {
            Assert.Contains(expected.Advice, page, StringComparison.Ordinal);
        }

        await reader.AssertHelpAsync(number);
    }

    /// <summary>A preview says the same, and asks Exchange nothing.</summary>
    private async Task AssertPreviewAsync(PageReader reader, int number)
    {
        var before = await people.Faults.SpoiledAsync();
        using var answer = await reader.Visitor.SendAsync("/profile/preview", null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var shown = Assert.Single(ShownError.In(await answer.Content.ReadAsStringAsync()));
        Assert.Equal(reader.Expected(number), shown.WithoutTime());
        Assert.NotNull(shown.NextTryAt);
        Assert.Equal(before, await people.Faults.SpoiledAsync());
    }

    /// <summary>Within minutes where waiting helps, else once a day.</summary>
    private void AssertNextTry(FaultRow row, ShownError shown)
    {
        Assert.NotNull(shown.NextTryAt);
        var wait = shown.NextTryAt.Value - people.App.UtcNow;
        var (least, most) = row.Cure == Cure.Time ? (TimeSpan.Zero, Soon) : (TimeSpan.FromHours(23), TimeSpan.FromHours(24));
        Assert.InRange(wait, least, most);
    }

    [GeneratedRegex("<div><dt>[^<]*</dt><dd>(?<count>[0-9]+)</dd></div>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Figure();
}
