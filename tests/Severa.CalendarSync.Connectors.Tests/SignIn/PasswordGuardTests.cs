using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Connectors.Exchange.SignIn;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.SignIn;

/// <summary>A wrong password is sent twice at most, however many mailboxes want to go on (R22).</summary>
public sealed class PasswordGuardTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly PasswordGuard _guard;
    private int _sent;

    public PasswordGuardTests() => _guard = new PasswordGuard(_time);

    [Fact]
    public async Task After_two_refusals_nothing_is_sent_any_more()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(1, (await Assert.ThrowsAsync<SideException>(RefusedAsync)).Number);
        }

        Assert.Equal(2, _sent);
    }

    [Fact]
    public async Task Those_who_come_while_it_is_in_doubt_wait_for_the_one_that_tries()
    {
        await Assert.ThrowsAsync<SideException>(RefusedAsync);
        var first = new TaskCompletionSource<int>();
        var trying = _guard.SendAsync(() => Sent(first.Task), default);
        var waiting = Enumerable.Range(0, 16).Select(_ => RefusedAsync()).ToArray();

        Assert.Equal(2, _sent);
        first.SetException(Refusal());

        await Assert.ThrowsAsync<SideException>(() => trying);
        foreach (var task in waiting)
        {
            await Assert.ThrowsAsync<SideException>(() => task);
        }

        Assert.Equal(2, _sent);
    }

    [Fact]
    public async Task One_refusal_of_a_busy_server_is_forgotten_with_the_next_answer()
    {
        await Assert.ThrowsAsync<SideException>(RefusedAsync);
        var first = new TaskCompletionSource<int>();
        var trying = _guard.SendAsync(() => Sent(first.Task), default);
        var waiting = Enumerable.Range(0, 16).Select(_ => _guard.SendAsync(() => Sent(Task.FromResult(2)), default)).ToArray();
        first.SetResult(1);

        Assert.Equal(1, await trying);
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(2, answer));
        await Assert.ThrowsAsync<SideException>(RefusedAsync);
        await Assert.ThrowsAsync<SideException>(RefusedAsync);
        Assert.Equal(20, _sent);
    }

    [Fact]
    public async Task After_a_rest_one_more_is_sent()
    {
        await Assert.ThrowsAsync<SideException>(RefusedAsync);
        await Assert.ThrowsAsync<SideException>(RefusedAsync);
        _time.Advance(PasswordGuard.Rest);

        await Assert.ThrowsAsync<SideException>(RefusedAsync);
        await Assert.ThrowsAsync<SideException>(RefusedAsync);

        Assert.Equal(3, _sent);
    }

    [Fact]
    public async Task Other_errors_say_nothing_of_the_password()
    {
        for (var i = 0; i < 5; i++)
        {
            await Assert.ThrowsAsync<SideException>(() => _guard.SendAsync(() => Sent(Task.FromException<int>(new SideException(22, ErrorScope.Connection, isPermanent: false, "Http503"))), default));
        }

        Assert.Equal(5, _sent);
    }

    public void Dispose() => _guard.Dispose();

    private static SideException Refusal() => new(1, ErrorScope.Connection, isPermanent: true, "Http401");

    private Task<int> RefusedAsync() => _guard.SendAsync(() => Sent(Task.FromException<int>(Refusal())), default);

    private Task<int> Sent(Task<int> answer)
    {
        Interlocked.Increment(ref _sent);
        return answer;
    }
}
