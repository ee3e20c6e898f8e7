using Severa.CalendarSync.Connectors.Exchange.Autodiscover;

namespace Severa.CalendarSync.Connectors.Tests.Autodiscover;

public sealed class CacheTests
{
    private const string Domain = "contoso.test";
    private const string Mikael = "mikael.lind@contoso.test";

    [Fact]
    public async Task Found_is_believed_for_a_day_and_by_all_of_the_domain()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        world.At(Domain);
        await world.FindAsync();
        world.Time.Advance(TimeSpan.FromHours(23));
        var same = Assert.IsType<LocateResult.Found>(await world.FindAsync());
        var colleague = Assert.IsType<LocateResult.Found>(await world.FindAsync(world.Request with { Address = Mikael }));

        Assert.Equal(1, Searches(world));
        Assert.Equal((same.Endpoint, "SANDBOX-1"), (colleague.Endpoint, same.GroupingInformation));
        Assert.Null(colleague.GroupingInformation);
        world.Time.Advance(TimeSpan.FromHours(2));
        await world.FindAsync();
        Assert.Equal(2, Searches(world));
    }

    [Fact]
    public async Task Another_password_host_or_version_is_another_question()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        world.At(Domain);
        await world.FindAsync();

        Assert.IsType<LocateResult.Failed>(await world.FindAsync(world.With("wrong")));
        await world.FindAsync(world.Request with { AllowedHosts = ["other.test"] });
        await world.FindAsync(world.Request with { AllowedHosts = ["OTHER.test"] });
        Assert.Equal(3, Searches(world));
    }

    [Fact]
    public async Task Forgotten_domain_is_searched_anew()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        world.At(Domain);
        await world.FindAsync();
        world.Locator.ForgetDomainOf("anybody@other.test");
        await world.FindAsync();
        Assert.Equal(1, Searches(world));

        world.Locator.ForgetDomainOf("anybody@CONTOSO.test");
        await world.FindAsync();
        Assert.Equal(2, Searches(world));
    }

    [Fact]
    public async Task Moved_mailbox_is_looked_for_by_itself()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        world.At(Domain);
        await world.FindAsync(world.Request with { Address = Mikael });
        world.Locator.ForgetMailbox(world.Request.Address);

        Assert.Equal("SANDBOX-1", Assert.IsType<LocateResult.Found>(await world.FindAsync()).GroupingInformation);
        await world.FindAsync();
        await world.FindAsync(world.Request with { Address = Mikael });
        Assert.Equal(2, Searches(world));
    }

    [Fact]
    public async Task What_concerns_one_mailbox_is_not_told_of_others()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        world.At(Domain);

        Assert.Equal(13, Assert.IsType<LocateResult.Failed>(await world.FindAsync(world.Request with { Address = "nobody@contoso.test" })).ErrorNumber);
        Assert.IsType<LocateResult.Found>(await world.FindAsync());
        Assert.IsType<LocateResult.Failed>(await world.FindAsync(world.Request with { Address = "nobody@contoso.test" }));
        Assert.Equal(2, Searches(world));
    }

    [Theory]
    [InlineData("wrong", 29, 1)]
    [InlineData("wrong", 31, 2)]
    public async Task Refused_password_is_not_tried_again_soon(string secret, int minutes, int searches)
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        world.At(Domain);
        await world.FindAsync(world.With(secret));
        world.Time.Advance(TimeSpan.FromMinutes(minutes));
        await world.FindAsync(world.With(secret) with { Address = Mikael });

        Assert.Equal(searches, await world.RefusedSignInsAsync());
    }

    [Fact]
    public async Task Failure_is_remembered_for_a_minute()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await world.FindAsync();
        world.At(Domain);
        world.Time.Advance(TimeSpan.FromSeconds(50));
        Assert.IsType<LocateResult.Failed>(await world.FindAsync());

        world.Time.Advance(TimeSpan.FromSeconds(20));
        Assert.IsType<LocateResult.Found>(await world.FindAsync());
    }

    [Fact]
    public async Task Address_that_worked_stays_when_a_later_search_fails()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        world.At(Domain);
        await world.FindAsync();
        world.Net.Names.Clear();
        world.Time.Advance(TimeSpan.FromDays(2));

        Assert.IsType<LocateResult.Found>(await world.FindAsync());
        var before = world.Net.Sent.Count;
        await world.FindAsync();
        Assert.Equal(before, world.Net.Sent.Count);
        world.Time.Advance(TimeSpan.FromMinutes(2));
        await world.FindAsync();
        Assert.True(world.Net.Sent.Count > before);
    }

    [Fact]
    public async Task Who_asks_at_the_same_time_shares_a_search()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        var gate = new TaskCompletionSource();
        world.At(Domain).Net.Gate = gate.Task;
        using var impatient = new CancellationTokenSource();
        var first = world.Locator.FindAsync(world.Request, impatient.Token);
        var others = Enumerable.Range(0, 20).Select(i => world.FindAsync(world.Request with { Address = $"mailbox{i}@contoso.test" })).ToList();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        gate.SetResult();

        Assert.All(await Task.WhenAll(others).WaitAsync(TimeSpan.FromSeconds(30)), r => Assert.IsType<LocateResult.Found>(r));
        Assert.Equal(1, Searches(world));
    }

    [Fact]
    public async Task Test_of_a_connection_searches_always_and_is_remembered()
    {
        await using var world = await AutodiscoverWorld.StartAsync();
        await world.At(Domain).LocateAsync();
        await world.LocateAsync();
        await world.FindAsync();

        Assert.Equal(2, Searches(world));
    }

    [Fact]
    public void Memory_has_an_end()
    {
        var cache = new LocatorCache(new AutodiscoverOptions(), TimeProvider.System);
        for (var i = 0; i < LocatorCache.Most + 10; i++)
        {
            cache.Keep(new LocateRequest($"a@d{i}.test", Connectors.Exchange.ExchangeVersion.Exchange2016, new Connectors.Exchange.SignIn.ExchangeSignIn.Basic("u", "s")), new LocateResult.Found(new Uri("https://a.test/")));
        }

        Assert.InRange(cache.Count, 1, LocatorCache.Most);
    }

    /// <summary>Each search of these worlds sends the secret once.</summary>
    private static int Searches(AutodiscoverWorld world) => world.Net.Sent.Count(s => s.HasSecret);
}
