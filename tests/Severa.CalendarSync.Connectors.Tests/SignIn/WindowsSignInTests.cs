using System.Globalization;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Connectors.Tests.Sandbox;
using Severa.CalendarSync.Connectors.Tests.Transport;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Connectors.Tests.SignIn;

/// <summary>Negotiate and NTLM on this machine, whatever it is: the whole handshake, once for each connection.</summary>
public sealed class WindowsSignInTests
{
    private const string Account = "calendarsync@contoso.test";

    [Fact]
    public void This_machine_can_do_it() => Assert.True(WindowsSignInSupport.IsThere);

    [Theory]
    [InlineData("NTLM")]
    [InlineData("Negotiate")]
    [InlineData("Negotiate", "NTLM")]
    [InlineData("Negotiate", "NTLM", "Basic")]
    public async Task Many_requests_cost_one_handshake_for_each_connection(params string[] offered)
    {
        await using var host = await StartAsync(offered);
        await host.AddAsync("Entry", ExchangeHost.Monday);

        for (var i = 0; i < 3; i++)
        {
            var reading = await Open(host).ReadAsync(null, host.Window, Known.Nothing, default);
            Assert.Single(((SideReading.Full)reading).Items);
        }

        Assert.All(host.Get<ConnectionTraffic>().All, connection => Assert.Equal(1, connection.Handshakes));
        Assert.True(host.Get<ConnectionTraffic>().All.Sum(c => c.Requests) > 5);
    }

    [Theory]
    [InlineData(Account)]
    [InlineData(@"CONTOSO\calendarsync")]
    public async Task The_delegate_may_be_named_either_way(string userName)
    {
        await using var host = await StartAsync("NTLM");

        Assert.IsType<SideReading.Full>(await Open(host, new ExchangeSignIn.Windows(userName, "Delegate-Passw0rd!")).ReadAsync(null, host.Window, Known.Nothing, default));
    }

    [Fact]
    public async Task Writes_happen_once_though_their_body_goes_out_with_each_leg()
    {
        await using var host = await StartAsync("NTLM");

        // The first request of a fresh service is the write itself.
        var outcome = Assert.Single(await Open(host, folderId: host.Mailbox.FolderId("calendar")).CreateAsync([Draft("New")], default));

        Assert.Equal(WriteStatus.Done, outcome.Status);
        Assert.Single(await host.EntriesAsync());
        Assert.Equal(1, Assert.Single(host.Get<ConnectionTraffic>().All).Handshakes);
    }

    [Fact]
    public async Task A_write_whose_answer_is_lost_is_not_sent_again()
    {
        await using var host = await StartAsync("NTLM");
        await host.FailNextAsync("CreateItem", FaultKind.DropAnswerAfterCommit);

        var outcome = Assert.Single(await Open(host, folderId: host.Mailbox.FolderId("calendar")).CreateAsync([Draft("New")], default));

        Assert.Equal(WriteStatus.Unknown, outcome.Status);
        Assert.Single(await host.EntriesAsync());
    }

    [Fact]
    public async Task A_wrong_password_is_tried_twice_by_all_mailboxes_together()
    {
        await using var host = await StartAsync("NTLM");
        var wrong = new ExchangeSignIn.Windows(Account, "wrong");

        var first = await Record.ExceptionAsync(() => Open(host, wrong).ReadAsync(null, host.Window, Known.Nothing, default));
        var others = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Record.ExceptionAsync(() => Open(host, wrong).ReadAsync(null, host.Window, Known.Nothing, default))));

        Assert.All(others.Prepend(first), error => Assert.Equal((1, true), ((error as SideException)?.Number ?? 0, (error as SideException)?.IsPermanent ?? false)));
        Assert.Equal(2, (await host.AskAsync("accounts")).AsArray().Sum(a => (int)a!["failedSignIns"]!));
    }

    [Fact]
    public async Task The_new_password_works_at_once()
    {
        await using var host = await StartAsync("NTLM");
        await Assert.ThrowsAsync<SideException>(() => Open(host, new ExchangeSignIn.Windows(Account, "wrong")).ReadAsync(null, host.Window, Known.Nothing, default));

        Assert.IsType<SideReading.Full>(await Open(host).ReadAsync(null, host.Window, Known.Nothing, default));
    }

    [Fact]
    public async Task Locked_and_expired_accounts_have_numbers_of_their_own()
    {
        await using var host = await StartAsync("NTLM");
        await host.TellAsync(HttpMethod.Put, $"accounts/{Account}", new { isLocked = true });
        Assert.Equal(2, (await Assert.ThrowsAsync<SideException>(() => Open(host).ReadAsync(null, host.Window, Known.Nothing, default))).Number);

        host.RestartService();
        await host.TellAsync(HttpMethod.Put, $"accounts/{Account}", new { isPasswordExpired = true });
        Assert.Equal(3, (await Assert.ThrowsAsync<SideException>(() => Open(host).ReadAsync(null, host.Window, Known.Nothing, default))).Number);
    }

    private static Task<ExchangeHost> StartAsync(params string[] offered) => ExchangeHost.StartAsync(
        more: offered.Select((way, at) => ($"Sandbox:SignIn:{at.ToString(CultureInfo.InvariantCulture)}", way)).ToDictionary(p => p.Item1, p => (string?)p.way, StringComparer.Ordinal));

    private static ICalendarSide Open(ExchangeHost host, ExchangeSignIn? signIn = null, string? folderId = null) => host.Connector.OpenCalendar(
        host.Connection with { SignIn = signIn ?? new ExchangeSignIn.Windows(Account, "Delegate-Passw0rd!") },
        new ExchangeMailbox(ExchangeHost.Aino, Setup.Helsinki, folderId));

    private static ItemDraft Draft(string title) => new(Guid.NewGuid(), Setup.Content(title, Setup.Hour(8, "Europe/Helsinki")));
}
