using System.Net;
using System.Text.RegularExpressions;
using Severa.CalendarSync.Web.Presentation;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>Somebody signed in who reads pages, in English or in Finnish.</summary>
internal sealed partial class PageReader(FaultApp app, Visitor visitor, string email, string name) : IDisposable
{
    public const string Profile = "/profile";

    /// <summary>Chosen on his own profile.</summary>
    public string Language { get; private set; } = "en";

    public Visitor Visitor => visitor;

    public SyncRuns Runs { get; } = new(app, email);

    public static async Task<PageReader> SignInAsync(FaultApp app, string email, string name) => new(app, await app.SignInAsync(email), email, name);

    public async Task SpeakAsync(string language)
    {
        if (language != Language)
        {
            using var answer = await visitor.SendAsync(Profile, null, ("Input.Name", name), ("Input.TimeZone", "Europe/Helsinki"), ("Input.Language", language));
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Language = language;
        }
    }

    public Task SyncNowAsync() => visitor.SwitchAsync(app, "run", email);

    public async Task<string> TextAsync(string path) => WebUtility.HtmlDecode(await visitor.ReadAsync(path));

    public async Task<IReadOnlyList<ShownError>> ErrorsAsync(string path) => ShownError.In(await visitor.ReadAsync(path));

    public ShownError Expected(int number) => ShownError.Expected(app, number, Language);

    /// <summary>His profile calls him in sync and tells no error.</summary>
    public async Task AssertCalmAsync()
    {
        var page = await AtRestAsync();
        Assert.Empty(ShownError.In(page));
        Assert.Equal(Word(MailboxState.InSync), State(page));
    }

    /// <summary>His profile tells this error and no other. Returns it as it is shown.</summary>
    public async Task<ShownError> AssertFailingAsync(int number)
    {
        var page = await AtRestAsync();
        var shown = Assert.Single(ShownError.In(page));
        Assert.Equal(Expected(number), shown.WithoutTime());
        Assert.Equal(Word(MailboxState.Failing), State(page));
        return shown;
    }

    /// <summary>The link of an error leads to its paragraph, in the reader's language.</summary>
    public async Task AssertHelpAsync(int number)
    {
        var help = await visitor.ReadAsync(Expected(number).Help.Split('#')[0]);
        Assert.Contains($"<h3 id=\"e{number}\">E{number} ", help, StringComparison.Ordinal);
        Assert.Contains($"<article class=\"card help\" lang=\"{Language}\">", help, StringComparison.Ordinal);
    }

    public void Dispose() => visitor.Dispose();

    /// <summary>A notification may have brought another run: his profile says so until that has ended.</summary>
    private async Task<string> AtRestAsync()
    {
        var page = "";
        await Wait.UntilAsync(async () => State(page = await visitor.ReadAsync(Profile)) != Word(MailboxState.Running), "the profile to call no run under way", TimeSpan.FromMinutes(1));
        return page;
    }

    private string Word(MailboxState state) => FaultWords.Of<SharedTexts>(app, "State_" + state, Language);

    private static string State(string page) => WebUtility.HtmlDecode(Chip().Match(page).Groups["state"].Value);

    [GeneratedRegex("""class="chip[^"]*"><span aria-hidden="true">[^<]*</span>(?<state>[^<]*)</span>""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Chip();
}
