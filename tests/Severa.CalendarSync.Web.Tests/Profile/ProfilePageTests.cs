using System.Net;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Profile;

namespace Severa.CalendarSync.Web.Tests.Profile;

public sealed class ProfilePageTests(AppFactory app) : IClassFixture<AppFactory>
{
    [Fact]
    public async Task Save_ChangesNameZoneAndLanguage_NeverTheAddress()
    {
        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        using var answer = await mikael.SendAsync(
            "/profile", null, ("Input.Name", "Micke Lind"), ("Input.TimeZone", "Europe/Stockholm"), ("Input.Language", "fi"), ("Input.Email", "evil@contoso.test"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var page = await mikael.ReadAsync("/profile");
        Assert.Contains("Profiili tallennettiin.", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        Assert.Contains("Micke Lind", page, StringComparison.Ordinal);
        Assert.Equal("Europe/Stockholm", await app.QueryAsync(db => db.Users.Where(a => a.Email == AppFactory.Mikael).Select(a => a.TimeZoneId).SingleAsync()));
    }

    [Theory]
    [InlineData("", "Europe/Helsinki", "en", "Enter the name.")]
    [InlineData("Aino", "Mars/Olympus", "en", "Choose a time zone")]
    [InlineData("Aino", "Europe/Helsinki", "tlh", "Choose English or Finnish.")]
    public async Task Save_WithMistakes_TellsThem(string name, string zone, string language, string message)
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var answer = await aino.SendAsync("/profile", null, ("Input.Name", name), ("Input.TimeZone", zone), ("Input.Language", language));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(message, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/profile")]
    [InlineData("/profile/history")]
    [InlineData("/profile/preview")]
    [InlineData("/profile?handler=progress")]
    public async Task Pages_AreNotStored(string path)
    {
        using var aino = await app.SignInAsync(AppFactory.Aino);
        using var answer = await aino.GetAsync(path);
        Assert.True(answer.Headers.CacheControl!.NoStore);
    }

    public static TheoryData<string, bool, bool, int?, bool> Obstacles => new()
    {
        // what is so, is on, is proved -> number, has a switch
        { "", false, true, null, true },
        { "", true, true, null, true },
        { "", false, false, null, false },
        { "", true, false, null, true },
        { "unconnected", true, false, 21, true },
        { "addon", false, true, 26, false },
        { "nobody", false, true, 32, false },
        { "chosen", false, true, 32, false },
        { "nobody", true, true, null, true },
        { "unconnected", false, true, 21, false },
        { "stopped", false, true, null, false },
        { "paused", false, true, null, false },
    };

    [Theory]
    [MemberData(nameof(Obstacles))]
    public void Obstacle_TakesTheSwitchAway_AndSaysWhy(string what, bool isOn, bool isProved, int? number, bool hasSwitch)
    {
        var sync = new OwnSync
        {
            Account = new Account { DisplayName = "Aino" },
            Mailbox = new Mailbox { Address = "a@x", IsEnabled = isOn, ProvedAt = isProved ? DateTime.UtcNow : null, PausedAt = what == "paused" ? DateTime.UtcNow : null },
            Organization = new Organization
            {
                InstallationId = "i",
                FingerprintKey = "k",
                IsAddOnOn = what != "addon",
                Mode = what == "stopped" ? SyncMode.Stopped : SyncMode.Normal,
                WhoMaySwitchOn = what switch { "nobody" => WhoMaySwitchOn.Nobody, "chosen" => WhoMaySwitchOn.ChosenPeople, _ => WhoMaySwitchOn.Everyone },
            },
            HasConnection = what != "unconnected",
            Window = new Core.Items.SyncWindow(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1)),
        };
        Assert.Equal((number, hasSwitch), (sync.ObstacleNumber, sync.HasSwitch));
    }

    [Fact]
    public void TimeZones_AreIanaPlaces_WithReadableLabels()
    {
        Assert.Contains(TimeZoneChoices.All, z => z is { Value: "Europe/Helsinki", Text: "Helsinki (UTC+02:00)", Group.Name: "Europe" });
        Assert.True(TimeZoneChoices.All.Count > 300);
        Assert.False(TimeZoneChoices.Contains("FLE Standard Time"));
    }
}
