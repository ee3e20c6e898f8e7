using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Web.Tests.Settings;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>Sends the forms that the browser would send, and reads the pages.</summary>
internal sealed partial class UserOverHttp(Visitor visitor, VersionApp app) : IUser
{
    private const string Profile = "/profile";
    private const string NewActivity = "/activities/edit";

    public async Task AcceptAsync(string link)
    {
        using var answer = await visitor.SendAsync(link, null, ("Input.Password", Planted.UserPassword), ("Input.Again", Planted.UserPassword));
        answer.AssertSaved();
        Assert.Contains(AppFactory.Aino, PageText.Between(await visitor.ReadAsync(Profile), "username\"", "</dl>"), StringComparison.Ordinal);
    }

    public async Task ProveMailboxAsync()
    {
        await SendAsync("/profile/proof/send", Profile);
        var code = PageText.Code(await visitor.ReadAsync($"/sandbox/calendar?mailbox={Uri.EscapeDataString(AppFactory.Aino)}"));
        await SendAsync("/profile/proof/check", Profile, ("Code", code));
        Assert.Contains("The mailbox is confirmed as yours.", await visitor.ReadAsync(Profile), StringComparison.Ordinal);
    }

    public async Task SwitchOnAsync()
    {
        Assert.Equal("false", await SwitchAsync());
        await visitor.SwitchAsync(app, "on");
        Assert.Equal("true", await SwitchAsync());
        await new SyncRuns(app).SettledAsync();
        Assert.Contains("In sync", PageText.Between(await visitor.ReadAsync(Profile), "id=\"sync\"", "</div>"), StringComparison.Ordinal);
    }

    public Task AskForRunAsync() => visitor.SwitchAsync(app, "run");

    public async Task MakeActivityAsync(string type, ActivityPlan plan)
    {
        var id = await app.QueryAsync(db => db.ActivityTypes.Where(t => t.Name == type).Select(t => t.Id).SingleAsync());
        await SendAsync(NewActivity, NewActivity, Typed(plan, $"{id}"));
        await FindAsync(plan);
    }

    public async Task EditActivityAsync(ActivityPlan from, ActivityPlan to)
    {
        var path = await FindAsync(from);
        var page = await visitor.ReadAsync(path);
        var type = SelectedType().Match(PageText.Between(page, "id=\"Input_TypeId\"", "</select>")).Groups["id"].Value;
        await SendAsync(path, path, [.. Typed(to, type), ("Input.Version", PageText.Field(page, "Input.Version"))]);
        Assert.Equal(path, await FindAsync(to));
    }

    public async Task DeleteActivityAsync(ActivityPlan plan)
    {
        var path = await FindAsync(plan);
        await SendAsync($"{path}?handler=Delete", path, ("Input.Version", PageText.Field(await visitor.ReadAsync(path), "Input.Version")));
    }

    private async Task SendAsync(string target, string page, params (string Name, string Value)[] fields)
    {
        using var answer = await visitor.PostAsync(target, page, fields);
        answer.AssertSaved();
    }

    /// <summary>Whether the sync is on, as the page says it.</summary>
    private async Task<string> SwitchAsync() => PageText.Between(await visitor.ReadAsync(Profile), "role=\"switch\" aria-checked=\"", "\"");

    /// <summary>The address of an activity that its week shows.</summary>
    private async Task<string> FindAsync(ActivityPlan plan)
    {
        var week = await visitor.ReadAsync($"/activities?week={plan.Start:yyyy-MM-dd}");
        return Activities().Matches(week).First(match => match.Groups["title"].Value == plan.Title).Groups["path"].Value;
    }

    private static (string Name, string Value)[] Typed(ActivityPlan plan, string type) =>
    [
        ("Input.Title", plan.Title),
        ("Input.TypeId", type),
        ("Input.FirstDay", $"{plan.Start:yyyy-MM-dd}"),
        ("Input.StartTime", $"{plan.Start:HH:mm}"),
        ("Input.LastDay", $"{plan.End:yyyy-MM-dd}"),
        ("Input.EndTime", $"{plan.End:HH:mm}"),
        ("Input.Place", plan.Place),
        ("Input.Notes", plan.Notes),
    ];

    [GeneratedRegex("<a class=\"act [^>]*href=\"(?<path>[^\"]+)\"[^>]*>.*?<strong>(?<title>[^<]*)</strong>", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Activities();

    [GeneratedRegex("<option selected=\"selected\" value=\"(?<id>[^\"]+)\"", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SelectedType();
}
