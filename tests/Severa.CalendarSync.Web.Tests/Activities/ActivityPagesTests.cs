using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Severa.CalendarSync.Web.Tests.Activities;

public sealed class ActivityPagesTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string NewPage = "/activities/edit";
    private const string Week = "2026-12-07";

    [Fact]
    public async Task Create_IsStoredAndShownInItsWeek()
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var answer = await SaveAsync(aino, NewPage, await FormAsync("Yearly review"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains("week=2026-12-09", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Contains("Yearly review", await aino.ReadAsync($"/activities?week={Week}"), StringComparison.Ordinal);
        var start = await app.QueryAsync(db => db.Activities.Where(a => a.Title == "Yearly review").Select(a => a.StartsAt).SingleAsync());
        Assert.Equal(new DateTime(2026, 12, 9, 7, 0, 0, DateTimeKind.Utc), start);
    }

    [Fact]
    public async Task Create_WithMistakes_TellsThemAndKeepsWhatWasTyped()
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        var form = (await FormAsync("")).Select(f => f.Name == "Input.EndTime" ? (f.Name, "08:00") : f).Append(("Input.Place", "Room Saimaa")).ToArray();
        using var answer = await SaveAsync(aino, NewPage, form);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Enter a title.", page, StringComparison.Ordinal);
        Assert.Contains("It ends before it starts.", page, StringComparison.Ordinal);
        Assert.Contains("Room Saimaa", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_AfterSomebodyElse_ExplainsAndKeepsWhatWasTyped()
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var first = await SaveAsync(aino, NewPage, await FormAsync("Contested"));
        var id = await IdAsync("Contested");
        using var other = await SaveAsync(aino, $"{NewPage}/{id}", await FormAsync("Changed first", version: 1));
        Assert.Equal(HttpStatusCode.Redirect, other.StatusCode);

        using var late = await SaveAsync(aino, $"{NewPage}/{id}", await FormAsync("Typed later", version: 1));
        var page = await late.Content.ReadAsStringAsync();
        Assert.Contains("Somebody changed this activity", page, StringComparison.Ordinal);
        Assert.Contains("Changed first", page, StringComparison.Ordinal);
        Assert.Contains("value=\"Typed later\"", page, StringComparison.Ordinal);

        using var again = await SaveAsync(aino, $"{NewPage}/{id}", await FormAsync("Typed later", version: 2));
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
    }

    [Fact]
    public async Task Delete_CanBeUndone()
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var made = await SaveAsync(aino, NewPage, await FormAsync("Short life"));
        var id = await IdAsync("Short life");
        using var deleted = await aino.SendAsync($"{NewPage}/{id}", "Delete", ("Input.Version", "1"));
        Assert.Contains($"deleted={id}", deleted.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Short life", await aino.ReadAsync($"/activities?week={Week}"), StringComparison.Ordinal);

        using var undone = await aino.PostAsync($"/activities?handler=Restore&id={id}", deleted.Headers.Location.ToString());
        Assert.Equal(HttpStatusCode.Redirect, undone.StatusCode);
        Assert.Contains("Short life", await aino.ReadAsync($"/activities?week={Week}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colleague_SeesPrivateAsPersonal_AndChangesNothing()
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var secret = await SaveAsync(aino, NewPage, [.. await FormAsync("Doctor Aalto", "Personal"), ("Input.Place", "Clinic")]);
        using var open = await SaveAsync(aino, NewPage, await FormAsync("Open workshop"));
        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        var week = await mikael.ReadAsync($"/activities?week={Week}&person={await app.AccountIdAsync(AppFactory.Aino)}");
        Assert.Contains("Open workshop", week, StringComparison.Ordinal);
        Assert.Contains("<strong>Personal</strong>", week, StringComparison.Ordinal);
        Assert.DoesNotContain("Doctor Aalto", week, StringComparison.Ordinal);
        Assert.DoesNotContain("Clinic", week, StringComparison.Ordinal);

        var id = await IdAsync("Open workshop");
        using var read = await mikael.GetAsync($"{NewPage}/{id}");
        Assert.Equal(HttpStatusCode.NotFound, read.StatusCode);
        using var written = await mikael.PostAsync($"{NewPage}/{id}", NewPage, await FormAsync("Taken over", version: 1));
        Assert.Equal(HttpStatusCode.NotFound, written.StatusCode);
        using var deleted = await mikael.PostAsync($"{NewPage}/{id}?handler=Delete", NewPage, ("Input.Version", "1"));
        Assert.Equal(HttpStatusCode.NotFound, deleted.StatusCode);
        using var administrator = await app.SignInAsync(AppFactory.Admin);
        var asAdministrator = await administrator.ReadAsync($"/activities?week={Week}&person={await app.AccountIdAsync(AppFactory.Aino)}");
        Assert.DoesNotContain("Doctor Aalto", asAdministrator, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/activities?person=11111111-1111-1111-1111-111111111111")]
    [InlineData("/activities/edit/11111111-1111-1111-1111-111111111111")]
    public async Task UnknownPersonOrActivity_IsNotFound(string path)
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var answer = await aino.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("0001-01-01")]
    [InlineData("9999-12-31")]
    [InlineData("nonsense")]
    public async Task StrangeWeek_ShowsThisWeek(string week)
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        Assert.Contains("class=\"week-day today", await aino.ReadAsync($"/activities?week={week}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Week_AndEdit_HaveNoInlineStyle_AndAreNotStored()
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        Assert.DoesNotContain("style=", await aino.ReadAsync("/activities"), StringComparison.Ordinal);
        using var answer = await aino.GetAsync("/activities/edit");
        Assert.Contains("Colleagues see only &quot;Personal&quot; for: Personal.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    private static Task<HttpResponseMessage> SaveAsync(Visitor visitor, string page, (string Name, string Value)[] form) => visitor.SendAsync(page, null, form);

    private Task<Guid> IdAsync(string title) => app.QueryAsync(db => db.Activities.Where(a => a.Title == title).Select(a => a.Id).SingleAsync());

    private async Task<(string Name, string Value)[]> FormAsync(string title, string type = "Meeting", int version = 0)
    {
        var typeId = await app.QueryAsync(db => db.ActivityTypes.Where(t => t.Name == type).Select(t => t.Id).SingleAsync());
        return
        [
            ("Input.Title", title), ("Input.TypeId", typeId.ToString()), ("Input.FirstDay", "2026-12-09"), ("Input.LastDay", "2026-12-09"),
            ("Input.StartTime", "09:00"), ("Input.EndTime", "10:00"), ("Input.Version", version.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ];
    }
}
