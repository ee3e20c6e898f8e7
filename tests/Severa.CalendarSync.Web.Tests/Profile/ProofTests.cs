using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Profile;

namespace Severa.CalendarSync.Web.Tests.Profile;

/// <summary>R23, against the simulated Exchange. Each test has an organisation of its own.</summary>
public sealed class ProofTests : IAsyncLifetime, IDisposable
{
    private readonly AppFactory _app = new();
    private readonly SandboxReader _outlook;

    public ProofTests() => _outlook = new SandboxReader(_app.Address);

    public async Task InitializeAsync()
    {
        await VoidAsync(AppFactory.Aino);
        await VoidAsync(AppFactory.Mikael);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _outlook.Dispose();
        _app.Dispose();
    }

    [Fact]
    public async Task RightCode_ProvesTheMailbox_AndItsEntryGoes()
    {
        using var aino = await _app.SignInAsync(AppFactory.Aino);
        await SendAsync(aino);
        var code = Assert.Single(await _outlook.CodesAsync(AppFactory.Aino));
        Assert.DoesNotContain(code, await aino.ReadAsync("/profile"), StringComparison.Ordinal);

        var page = await CheckAsync(aino, code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal));
        Assert.Contains("The mailbox is confirmed as yours.", page, StringComparison.Ordinal);
        Assert.Contains("role=\"switch\"", page, StringComparison.Ordinal);
        Assert.Empty(await _outlook.CodesAsync(AppFactory.Aino));
        Assert.True(await _app.QueryAsync(db => db.Mailboxes.AnyAsync(m => m.Account!.Email == AppFactory.Aino && m.ProvedAt != null && m.FolderId != null)));
    }

    [Fact]
    public async Task FiveWrongTries_EndTheCode_AndItsEntryGoes()
    {
        using var aino = await _app.SignInAsync(AppFactory.Aino);
        await SendAsync(aino);
        var code = Assert.Single(await _outlook.CodesAsync(AppFactory.Aino));
        Assert.Contains("Tries left: 4.", await CheckAsync(aino, "WRONG"), StringComparison.Ordinal);
        for (var i = 0; i < 4; i++)
        {
            await CheckAsync(aino, "WRONG");
        }

        Assert.Contains("does not work any more", await CheckAsync(aino, code), StringComparison.Ordinal);
        Assert.Empty(await _outlook.CodesAsync(AppFactory.Aino));
        await AssertClosedAsync(aino, AppFactory.Aino);
    }

    [Fact]
    public async Task EndedCode_ProvesNothing_AndTheCleanUpTakesItsEntryAway()
    {
        using var aino = await _app.SignInAsync(AppFactory.Aino);
        await SendAsync(aino);
        var code = Assert.Single(await _outlook.CodesAsync(AppFactory.Aino));
        await EndAsync(forgetEntry: false);
        Assert.Contains("does not work any more", await CheckAsync(aino, code), StringComparison.Ordinal);
        await AssertClosedAsync(aino, AppFactory.Aino);

        await CleanUpAsync();
        Assert.Empty(await _outlook.CodesAsync(AppFactory.Aino));
    }

    [Fact]
    public async Task ThreeCodesADay_TheNewestCountsAlone()
    {
        using var aino = await _app.SignInAsync(AppFactory.Aino);
        await SendAsync(aino);
        var first = Assert.Single(await _outlook.CodesAsync(AppFactory.Aino));
        await SendAsync(aino);
        await SendAsync(aino);
        Assert.NotEqual(first, Assert.Single(await _outlook.CodesAsync(AppFactory.Aino)));
        Assert.Contains("Three codes were made", await SendAsync(aino), StringComparison.Ordinal);
        Assert.Contains("Tries left: 4.", await CheckAsync(aino, first), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherAccountsCode_ProvesNothing()
    {
        using var aino = await _app.SignInAsync(AppFactory.Aino);
        await SendAsync(aino);
        var code = Assert.Single(await _outlook.CodesAsync(AppFactory.Aino));
        using var mikael = await _app.SignInAsync(AppFactory.Mikael);
        Assert.Contains("does not work any more", await CheckAsync(mikael, code), StringComparison.Ordinal);
        await AssertClosedAsync(mikael, AppFactory.Mikael);
    }

    [Fact]
    public async Task NoSuchMailbox_IsE13()
    {
        using var administrator = await _app.SignInAsync(AppFactory.Admin);
        var page = await SendAsync(administrator);
        Assert.Contains("/help/errors#e13", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alias_IsE14_AndNamesThePrimaryAddress()
    {
        await ChangeAddressAsync(AppFactory.Aino, "mikael@contoso.test");
        using var aino = await _app.SignInAsync("mikael@contoso.test");
        var page = await SendAsync(aino);
        Assert.Contains("/help/errors#e14", page, StringComparison.Ordinal);
        Assert.Contains("The primary address of this mailbox is mikael.lind@contoso.test.", page, StringComparison.Ordinal);
        Assert.Empty(await _outlook.CodesAsync(AppFactory.Mikael));
    }

    [Fact]
    public async Task CalendarOfAnotherAccount_IsE16_AndGetsNoEntry()
    {
        using var aino = await _app.SignInAsync(AppFactory.Aino);
        await SendAsync(aino);
        await CheckAsync(aino, Assert.Single(await _outlook.CodesAsync(AppFactory.Aino)));
        var folder = await _app.QueryAsync(db => db.Mailboxes.Where(m => m.ProvedAt != null && m.FolderId != null).Select(m => m.FolderId).SingleAsync());
        await ChangeAddressAsync(AppFactory.Aino, "gone@contoso.test");
        await _app.Services.GetRequiredService<MailboxProof>().MarkProvedAsync(await _app.AccountIdAsync("gone@contoso.test"), folder!, CancellationToken.None);
        await ChangeAddressAsync(AppFactory.Mikael, AppFactory.Aino);
        using var mikael = await _app.SignInAsync(AppFactory.Aino);
        Assert.Contains("/help/errors#e16", await SendAsync(mikael), StringComparison.Ordinal);
        Assert.Empty(await _outlook.CodesAsync(AppFactory.Aino));
    }

    /// <summary>An administrator who takes over somebody's address sees nothing of his and runs nothing.</summary>
    [Fact]
    public async Task AdministratorUnderAnothersAddress_SeesAndRunsNothing()
    {
        await TellAsync(AppFactory.Aino, "Confidential salary talk");
        await ChangeAddressAsync(AppFactory.Aino, "gone@contoso.test");
        await ChangeAddressAsync(AppFactory.Admin, AppFactory.Aino);
        using var administrator = await _app.SignInAsync(AppFactory.Aino);
        await AssertClosedAsync(administrator, AppFactory.Aino);
    }

    /// <summary>A code read in the own calendar does not open the calendar of an address that the account got afterwards.</summary>
    [Fact]
    public async Task CodeOfTheEarlierAddress_DoesNotOpenTheNewOne()
    {
        using var mikael = await _app.SignInAsync(AppFactory.Mikael);
        await SendAsync(mikael);
        var code = Assert.Single(await _outlook.CodesAsync(AppFactory.Mikael));
        await ChangeAddressAsync(AppFactory.Aino, "gone@contoso.test");
        await ChangeAddressAsync(AppFactory.Mikael, AppFactory.Aino);
        using var again = await _app.SignInAsync(AppFactory.Aino);
        await CheckAsync(again, code);
        await AssertClosedAsync(again, AppFactory.Aino);
    }

    /// <summary>The service ended between putting the entry and remembering it.</summary>
    [Fact]
    public async Task EntryWhoseIdNobodyRemembers_IsTakenAway()
    {
        using var aino = await _app.SignInAsync(AppFactory.Aino);
        await SendAsync(aino);
        Assert.Single(await _outlook.CodesAsync(AppFactory.Aino));
        await EndAsync(forgetEntry: true);
        await CleanUpAsync();
        Assert.Empty(await _outlook.CodesAsync(AppFactory.Aino));
    }

    [Fact]
    public async Task EntryUnderTheEarlierAddress_IsTakenAwayThere()
    {
        using var mikael = await _app.SignInAsync(AppFactory.Mikael);
        await SendAsync(mikael);
        await ChangeAddressAsync(AppFactory.Aino, "gone@contoso.test");
        await ChangeAddressAsync(AppFactory.Mikael, AppFactory.Aino);
        Assert.Single(await _outlook.CodesAsync(AppFactory.Mikael));
        await EndAsync(forgetEntry: false);
        await CleanUpAsync();
        Assert.Empty(await _outlook.CodesAsync(AppFactory.Mikael));
        Assert.Null(await _app.QueryAsync(db => db.OneTimeCodes.Where(c => c.FolderId != null).Select(c => c.Address).SingleAsync()));
    }

    [Fact]
    public async Task ChangedAddress_HidesTheEarlierHistory()
    {
        using var before = await _app.SignInAsync(AppFactory.Mikael);
        await ProveAsync(AppFactory.Mikael);
        await TellAsync(AppFactory.Mikael, "Talk under the old address");
        Assert.Contains("Talk under the old address", await before.ReadAsync("/profile/history"), StringComparison.Ordinal);
        await ChangeAddressAsync(AppFactory.Aino, "gone@contoso.test");
        await ChangeAddressAsync(AppFactory.Mikael, AppFactory.Aino);
        await ProveAsync(AppFactory.Aino);
        using var after = await _app.SignInAsync(AppFactory.Aino);
        Assert.DoesNotContain("Talk under the old address", await after.ReadAsync("/profile/history"), StringComparison.Ordinal);
        using var searched = await after.SendAsync("/profile/why", null, ("Text", "old address"));
        Assert.Contains("Nothing of that name", await searched.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static async Task<string> SendAsync(Visitor visitor)
    {
        using var answer = await visitor.PostAsync("/profile/proof/send", "/profile");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await visitor.ReadAsync("/profile");
    }

    private static async Task<string> CheckAsync(Visitor visitor, string code)
    {
        using var answer = await visitor.PostAsync("/profile/proof/check", "/profile", ("Code", code));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return await visitor.ReadAsync("/profile");
    }

    /// <summary>No title, no preview, no switch, no run.</summary>
    private async Task AssertClosedAsync(Visitor visitor, string email)
    {
        Assert.DoesNotContain("role=\"switch\"", await visitor.ReadAsync("/profile"), StringComparison.Ordinal);
        foreach (var page in new[] { "history", "runs", "conflicts", "held" })
        {
            Assert.DoesNotContain("<tbody>", await visitor.ReadAsync($"/profile/{page}"), StringComparison.Ordinal);
        }

        using var preview = await visitor.SendAsync("/profile/preview", null);
        var shown = await preview.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<tbody>", shown, StringComparison.Ordinal);
        Assert.Contains("/help/errors#e17", shown, StringComparison.Ordinal);

        var account = await _app.AccountIdAsync(email);
        using var on = await visitor.PostAsync("/profile/switch/on", "/profile", ("Account", account.ToString()));
        Assert.Contains("/help/errors#e17", await visitor.ReadAsync("/profile"), StringComparison.Ordinal);
        var mailbox = await _app.QueryAsync(db => db.Mailboxes.AsNoTracking().SingleAsync(m => m.AccountId == account));
        Assert.Equal((false, null), (mailbox.IsEnabled, mailbox.ProvedAt));
        Assert.False(await _app.Services.GetRequiredService<MailboxQueue>().IsRunWantedAsync(mailbox.Id, CancellationToken.None));
    }

    private Task<int> EndAsync(bool forgetEntry) => _app.QueryAsync(db => db.OneTimeCodes.Where(c => c.EntryId != null).ExecuteUpdateAsync(set => set
        .SetProperty(c => c.ExpiresAt, DateTime.UtcNow.AddSeconds(-1))
        .SetProperty(c => c.EntryId, c => forgetEntry ? null : c.EntryId)));

    private async Task CleanUpAsync()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ProofEntries>().RemoveAllSpentAsync(CancellationToken.None);
    }

    private async Task VoidAsync(string email) =>
        await _app.Services.GetRequiredService<MailboxProof>().VoidAsync(await _app.AccountIdAsync(email), CancellationToken.None);

    private async Task ProveAsync(string email) =>
        await _app.Services.GetRequiredService<MailboxProof>().MarkProvedAsync(await _app.AccountIdAsync(email), "folder of " + email, CancellationToken.None);

    private async Task ChangeAddressAsync(string from, string to)
    {
        var (id, administrator) = (await _app.AccountIdAsync(from), await _app.AccountIdAsync(AppFactory.Admin));
        await using var scope = _app.Services.CreateAsyncScope();
        Assert.Equal(UserProblem.None, await scope.ServiceProvider.GetRequiredService<UserAddress>().ChangeAsync(id, administrator, to, CancellationToken.None));
    }

    private Task<int> TellAsync(string email, string title) => _app.QueryAsync(async db =>
    {
        db.History.Add(new HistoryRow
        {
            MailboxId = await db.Mailboxes.Where(m => m.Account!.Email == email).Select(m => m.Id).SingleAsync(),
            LinkId = Guid.NewGuid(),
            At = DateTime.UtcNow,
            Kind = SyncActionKind.Create,
            Target = Side.Severa,
            Reason = Reason.NewInOutlook,
            Title = title,
        });
        return await db.SaveChangesAsync();
    });
}
