using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Web.Settings;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>Sends the forms that the browser would send, and reads the pages.</summary>
internal sealed class AdministratorOverHttp(Visitor visitor, VersionApp app) : IAdministrator
{
    private const string Synchronization = "/settings/synchronization";

    public async Task SetUpAsync()
    {
        using var answer = await visitor.SendAsync(
            "/setup",
            null,
            ("Input.Code", EmptyAppFactory.Code),
            ("Input.Organization", StoryPerson.Organization),
            ("Input.Name", StoryPerson.Name),
            ("Input.Email", StoryPerson.Email),
            ("Input.Password", Planted.UserPassword));
        answer.AssertSaved();
    }

    public async Task RunSeldomAsync()
    {
        var shown = SynchronizationInput.Of(await app.QueryAsync(db => db.Organizations.AsNoTracking().SingleAsync()));
        shown.IntervalMinutes = 60;
        var fields = typeof(SynchronizationInput).GetProperties().Where(p => p.CanWrite).Select(p => ($"Input.{p.Name}", $"{p.GetValue(shown)}"));
        using var answer = await visitor.SendAsync(Synchronization, null, [.. fields]);
        answer.AssertSaved();
    }

    public async Task<string> InviteAsync(string name, string email)
    {
        using var answer = await visitor.SendAsync("/settings/users/invite", null, ("Input.Name", name), ("Input.Email", email), ("Input.Language", "en"));
        answer.AssertSaved();
        var page = await visitor.ReadAsync(answer.Headers.Location!.ToString());
        return new Uri(PageText.Between(page, "id=\"invitation-link\">", "<")).PathAndQuery;
    }

    public async Task TestConnectionAsync(string secret)
    {
        var page = await visitor.ReadAsync(SettingsVisits.ExchangePage);
        Assert.Contains($">{app.Version.Text}</option>", page, StringComparison.Ordinal);
        using var answer = await visitor.SendAsync(
            SettingsVisits.ExchangePage,
            "Test",
            [
                ("Input.Version", $"{app.Version.Choice}"),
                ("Input.Url", app.Exchange.ToString()),
                ("Input.SignIn", $"{app.Version.SignIn}"),
                .. app.Version.SignInWith(secret).Select(field => (field.Name, field.Value)),
                ("Input.TestAddress", AppFactory.Aino),
                ("Input.Revision", PageText.Field(page, "Input.Revision")),
            ]);
        answer.AssertSaved();
    }

    public async Task ExpectRedAsync(int number)
    {
        var failed = Assert.Single(await StepsAsync(), step => step.Contains("dot bad", StringComparison.Ordinal));
        Assert.Contains("Sign in as the delegate", failed, StringComparison.Ordinal);
        Assert.Contains(app.Version.SecretName, failed, StringComparison.Ordinal);
        Assert.Contains($"/help/errors#e{number}\"", failed, StringComparison.Ordinal);
    }

    public async Task ExpectGreenAsync()
    {
        var steps = await StepsAsync();
        Assert.All(steps, step => Assert.Contains("dot ok", step, StringComparison.Ordinal));
        Assert.Equal(6, steps.Count);
        Assert.Contains(steps, step => step.Contains(app.Version.Answer, StringComparison.Ordinal));
        Assert.Contains("May read and write the calendar of Aino Virtanen", steps[^1], StringComparison.Ordinal);
    }

    /// <summary>Of the test once it has ended.</summary>
    private async Task<IReadOnlyList<string>> StepsAsync()
    {
        await app.TestEndedAsync(StoryPerson.Email);
        return PageText.Between(await visitor.ReadAsync(SettingsVisits.ExchangePage), "<ul class=\"steps\">", "</ul>").Split("<li>")[1..];
    }
}
