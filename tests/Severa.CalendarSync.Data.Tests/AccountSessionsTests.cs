using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Pruning;
using Severa.CalendarSync.Data.Sessions;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests;

public sealed class AccountSessionsTests : IAsyncLifetime
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    private TestDatabase _database = null!;
    private SyncDbContext _db = null!;
    private AccountSessions _sessions = null!;
    private Account _maija = null!;

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CopyAsync();
        _maija = await _database.AccountAsync();
        _db = _database.Open();
        _sessions = new AccountSessions(_db, _database.Time);
    }

    public async Task DisposeAsync()
    {
        await _db.DisposeAsync();
        await _database.DisposeAsync();
    }

    [DatabaseFact]
    public async Task A_session_is_found_by_its_secret_which_is_stored_nowhere()
    {
        var secret = await BeginAsync(_maija);
        var session = (await _sessions.FindAsync(secret, default))!;
        Assert.Equal((_maija.Id, _database.Now, _database.Now + Longest, "Firefox"), (session.AccountId, session.BegunAt, session.EndsAt, session.Browser));
        Assert.True(secret.Length >= 43);
        Assert.DoesNotContain(secret, await _database.RawAsync(), StringComparison.Ordinal);
        Assert.Null(await _sessions.FindAsync(session.Id, default));
        Assert.Null(await _sessions.FindAsync(secret.ToUpperInvariant(), default));
    }

    [DatabaseFact]
    public async Task Another_security_stamp_ends_all_sessions_and_so_does_deactivation()
    {
        var pekka = await _database.AccountAsync("pekka");
        var (his, hers) = (await BeginAsync(pekka), await BeginAsync(_maija));
        await _db.Users.Where(a => a.Id == _maija.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.SecurityStamp, "other"));
        Assert.Null(await _sessions.FindAsync(hers, default));
        Assert.Empty(await _sessions.ListAsync(_maija.Id, default));
        Assert.NotNull(await _sessions.FindAsync(his, default));

        await _db.Users.Where(a => a.Id == pekka.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.IsActive, false));
        Assert.Null(await _sessions.FindAsync(his, default));
    }

    [DatabaseFact]
    public async Task The_session_that_made_the_change_goes_on_under_another_secret()
    {
        var (here, elsewhere) = (await BeginAsync(_maija), await BeginAsync(_maija));
        var session = (await _sessions.FindAsync(here, default))!;
        await _db.Users.Where(a => a.Id == _maija.Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.SecurityStamp, "other"));
        var renewed = await _sessions.GoOnAsync(session, "other", default);
        Assert.NotNull(await _sessions.FindAsync(renewed, default));
        Assert.Null(await _sessions.FindAsync(here, default));
        Assert.Null(await _sessions.FindAsync(elsewhere, default));
    }

    [DatabaseFact]
    public async Task A_confirmed_session_has_another_secret_and_keeps_its_end()
    {
        var secret = await BeginAsync(_maija);
        var before = (await _sessions.FindAsync(secret, default))!;
        _database.Time.Advance(TimeSpan.FromHours(1));
        var after = (await _sessions.FindAsync(await _sessions.ConfirmAsync(before, default), default))!;
        Assert.Null(await _sessions.FindAsync(secret, default));
        Assert.Equal((_database.Now, _database.Now, before.BegunAt, before.EndsAt), (after.ConfirmedAt, after.SeenAt, after.BegunAt, after.EndsAt));
    }

    [DatabaseFact]
    public async Task A_session_that_was_ended_meanwhile_does_not_come_back()
    {
        var session = (await _sessions.FindAsync(await BeginAsync(_maija), default))!;
        Assert.True(await _sessions.EndAsync(_maija.Id, session.Id, default));
        await _sessions.SeeAsync(session, default);
        Assert.Null(await _sessions.FindAsync(await _sessions.ConfirmAsync(session, default), default));
        Assert.Null(await _sessions.FindAsync(await _sessions.GoOnAsync(session, _maija.SecurityStamp!, default), default));
        Assert.Equal(0, await _db.Sessions.CountAsync());
    }

    [DatabaseFact]
    public async Task Nobody_ends_a_session_of_another_account()
    {
        var pekka = await _database.AccountAsync("pekka");
        var (here, elsewhere, his) = (await BeginAsync(_maija), await BeginAsync(_maija), await BeginAsync(pekka));
        var (session, foreign) = ((await _sessions.FindAsync(here, default))!, (await _sessions.FindAsync(his, default))!);
        Assert.False(await _sessions.EndAsync(_maija.Id, foreign.Id, default));
        await _sessions.EndOthersAsync(_maija.Id, session.Id, default);
        Assert.NotNull(await _sessions.FindAsync(here, default));
        Assert.NotNull(await _sessions.FindAsync(his, default));
        Assert.Null(await _sessions.FindAsync(elsewhere, default));
    }

    [DatabaseFact]
    public async Task Every_node_sees_what_another_one_ended()
    {
        var secret = await BeginAsync(_maija);
        await using var other = _database.Restart();
        await using var db = other.Open();
        var there = new AccountSessions(db, other.Time);
        var session = (await there.FindAsync(secret, default))!;
        await _sessions.EndAsync(_maija.Id, session.Id, default);
        Assert.Null(await there.FindAsync(secret, default));
    }

    [DatabaseFact]
    public async Task Sessions_that_are_over_go_with_the_night_and_all_of_them_with_their_account()
    {
        await BeginAsync(_maija);
        _database.Time.Advance(Longest - TimeSpan.FromMinutes(1));
        var late = await BeginAsync(_maija);
        Assert.Equal(0, (await _database.Get<DailyPruning>().RunAsync(default)).Deleted["Sessions"]);
        _database.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(1, (await _database.Get<DailyPruning>().RunAsync(default)).Deleted["Sessions"]);
        Assert.NotNull(await _sessions.FindAsync(late, default));

        await _db.Users.Where(a => a.Id == _maija.Id).ExecuteDeleteAsync();
        Assert.Equal(0, await _db.Sessions.CountAsync());
    }

    private Task<string> BeginAsync(Account account) =>
        _sessions.BeginAsync(new NewSession(account.Id, account.SecurityStamp!, Longest) { Browser = "Firefox", Platform = "Linux" }, default);
}
