using Severa.CalendarSync.Sandbox.Faults;

namespace Severa.CalendarSync.Connectors.Tests.Notifications;

/// <summary>A server that forgets its subscribers again and again is not asked without end, and is heard again when it has recovered.</summary>
public sealed class LostSubscriptionTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Lost_subscriptions_are_made_anew_with_growing_pauses()
    {
        await using var listening = await Listening.StartAsync();
        var plan = listening.Host.Get<FaultPlan>();
        var fault = listening.Host.Get<FaultSwitch>().On(new FaultRule(FaultKind.SubscriptionLost, IsLasting: true));

        var end = listening.Time.GetUtcNow().AddMinutes(30);
        await listening.UntilAsync(() => listening.Time.GetUtcNow() >= end, "half an hour to pass", Step);

        var spoiled = plan.All.Single().Spoiled;
        Assert.InRange(spoiled, 3, 40);
        plan.SwitchOff(fault.Number);
        await listening.ConnectedLaterAsync(3, Step);
        await listening.HearsAsync(Listening.Aino);
    }
}
