using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Tests.Settings;
using static Severa.CalendarSync.Web.Tests.Settings.SettingsVisits;

namespace Severa.CalendarSync.Web.Tests.Profile;

/// <summary>Somebody signed in under the address of a room: neither he nor an administrator gets further, and both read why (E15).</summary>
public sealed class RoomMailboxTests : IDisposable
{
    private readonly AppFactory _app = new();
    private readonly SandboxReader _outlook;

    public RoomMailboxTests()
    {
        foreach (var (number, address) in new[] { AppFactory.Aino, AppFactory.Mikael, AppFactory.Sari }.Index())
        {
            _app.Settings[$"Sandbox:Mailboxes:{number}:Address"] = address;
        }

        _app.Settings["Sandbox:Mailboxes:0:IsRoom"] = "true";
        _outlook = new SandboxReader(_app.Address);
    }

    public void Dispose()
    {
        _outlook.Dispose();
        _app.Dispose();
    }

    [Theory]
    [InlineData("en", "This is a shared, room or equipment mailbox.")]
    [InlineData("fi", "Tämä on jaettu, tilan tai laitteen postilaatikko.")]
    public async Task OwnProfile_SaysSo_AndNoCodeIsPut(string language, string sentence)
    {
        var id = await _app.AccountIdAsync(AppFactory.Aino);
        await _app.Services.GetRequiredService<MailboxProof>().VoidAsync(id, CancellationToken.None);
        await _app.QueryAsync(db => db.Users.Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.Language, language)));
        using var aino = await _app.SignInAsync(AppFactory.Aino);

        using var answer = await aino.PostAsync("/profile/proof/send", "/profile");
        var page = System.Net.WebUtility.HtmlDecode(await aino.ReadAsync("/profile"));

        Assert.Contains("/help/errors#e15", page, StringComparison.Ordinal);
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.Empty(await _outlook.CodesAsync(AppFactory.Aino));
    }

    [Fact]
    public async Task ConnectionTest_SaysSo_AtTheRights()
    {
        using var administrator = await _app.SignInAsync(AppFactory.Admin);
        using var started = await _app.SaveConnectionAsync(administrator, "Test", ("Input.TestAddress", AppFactory.Aino));
        started.AssertSaved();

        var rights = (await _app.TestEndedAsync()).Results.Single(r => r.Step == CheckStep.Rights);

        Assert.Equal((CheckStatus.Failed, 15), (rights.Status, rights.ErrorNumber));
        Assert.Contains("/help/errors#e15", await administrator.ReadAsync(ExchangePage), StringComparison.Ordinal);
    }
}
