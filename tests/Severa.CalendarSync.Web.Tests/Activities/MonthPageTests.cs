using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Tests.Activities;

/// <summary>P8: the month, and the way between week and month.</summary>
public sealed class MonthPageTests(AppFactory app) : IClassFixture<AppFactory>
{
    private const string March = "/activities/month?day=2027-03-10";

    [Fact]
    public async Task Month_ShowsWhatItsDaysHold_AndTheRestByNumber()
    {
        await AddAsync(AppFactory.Aino, "Meeting", 10, "Review one", "Review two", "Review three", "Review four", "Review five");
        await AddAsync(AppFactory.Aino, "Meeting", 12, "Lonely talk");
        using var aino = await app.SignInAsync(AppFactory.Aino);
        var page = await aino.ReadAsync(March);
        Assert.Contains("<h2>March 2027</h2>", page, StringComparison.Ordinal);
        Assert.Contains("Lonely talk", page, StringComparison.Ordinal);
        Assert.Contains("+2 more", page, StringComparison.Ordinal);
        Assert.Contains("/activities?week=2027-03-10#day-2027-03-10", page, StringComparison.Ordinal);
        Assert.Contains("id=\"day-2027-03-10\"", await aino.ReadAsync("/activities?week=2027-03-10"), StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Lonely talk", await aino.ReadAsync("/activities/month?day=2027-06-09"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WeekAndMonth_KeepTheDateAndThePerson()
    {
        var person = await app.AccountIdAsync(AppFactory.Sari);
        using var aino = await app.SignInAsync(AppFactory.Aino);
        var week = await aino.ReadAsync($"/activities?week=2027-03-10&person={person}");
        Assert.Contains($"href=\"/activities/month?day=2027-03-10&amp;person={person}\"", week, StringComparison.Ordinal);
        var month = await aino.ReadAsync($"{March}&person={person}");
        Assert.Contains($"href=\"/activities?week=2027-03-10&amp;person={person}\"", month, StringComparison.Ordinal);
        Assert.Contains($"href=\"/activities/month?day=2027-02-01&amp;person={person}\"", month, StringComparison.Ordinal);
        Assert.Contains($"href=\"/activities/month?day=2027-04-01&amp;person={person}\"", month, StringComparison.Ordinal);
        Assert.Contains("The month of Sari Korhonen, to look at.", month, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Colleague_SeesPrivateAsPersonal()
    {
        await AddAsync(AppFactory.Mikael, "Personal", 11, "Dentist Laine");
        using var aino = await app.SignInAsync(AppFactory.Aino);
        var page = await aino.ReadAsync($"{March}&person={await app.AccountIdAsync(AppFactory.Mikael)}");
        Assert.Contains("<strong>Personal</strong>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Dentist Laine", page, StringComparison.Ordinal);
        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        Assert.Contains("Dentist Laine", await mikael.ReadAsync(March), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?day=0001-01-01")]
    [InlineData("?day=nonsense")]
    public async Task WithoutADay_ItIsThisMonth_AndTodayIsMarked(string query)
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        Assert.Contains("class=\"today", await aino.ReadAsync("/activities/month" + query), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownPerson_IsNotFound()
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var answer = await aino.GetAsync($"/activities/month?person={Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private Task<int> AddAsync(string email, string type, int day, params string[] titles) => app.QueryAsync(async db =>
    {
        var (owner, typeId) = (await db.Users.Where(a => a.Email == email).Select(a => a.Id).SingleAsync(), await db.ActivityTypes.Where(t => t.Name == type).Select(t => t.Id).SingleAsync());
        db.Activities.AddRange(titles.Select((title, i) => new SeveraActivity
        {
            Id = Guid.NewGuid(), OwnerId = owner, TypeId = typeId, Title = title, ZoneId = "Europe/Helsinki",
            StartsAt = new DateTime(2027, 3, day, 7 + i, 0, 0, DateTimeKind.Utc), EndsAt = new DateTime(2027, 3, day, 8 + i, 0, 0, DateTimeKind.Utc),
        }));
        return await db.SaveChangesAsync();
    });
}
