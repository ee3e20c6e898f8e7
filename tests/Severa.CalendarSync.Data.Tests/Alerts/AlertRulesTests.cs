using Severa.CalendarSync.Data.Alerts;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Tests.Support;

namespace Severa.CalendarSync.Data.Tests.Alerts;

/// <summary>When there is a cause.</summary>
public sealed class AlertRulesTests
{
    private static readonly Guid Connection = Guid.Parse("11111111-1111-1111-1111-111111111111");
    private static readonly DateTime Now = TestDatabase.Start.UtcDateTime;

    [Fact]
    public void Nothing_wrong_is_nothing_to_tell() =>
        Assert.Empty(Of(mailboxes: 100, stalestMinutes: 14));

    [Theory]
    [InlineData(1, true)]
    [InlineData(8, true)]
    [InlineData(31, true)]
    [InlineData(22, false)]
    public void A_stopped_connection_is_told_unless_the_server_is_only_busy(int number, bool isTold) =>
        Assert.Equal(
            isTold ? [new Observation(AlertCause.ConnectionStopped, Connection.ToString("N"), number)] : [],
            AlertRules.Of(new AlertFacts { Now = Now, Connections = [new ConnectionFacts(Connection, number, null)] }));

    [Theory]
    [InlineData(30.1, 0)]
    [InlineData(30, 1)]
    [InlineData(7.1, 1)]
    [InlineData(7, 2)]
    [InlineData(1, 3)]
    [InlineData(-1, 3)]
    public void A_certificate_is_told_at_thirty_seven_and_one_days(double days, int level)
    {
        var observed = AlertRules.Of(new AlertFacts { Now = Now, Connections = [new ConnectionFacts(Connection, null, Now.AddDays(days))] }).ToList();
        Assert.Equal(level, observed.SingleOrDefault()?.Level ?? 0);
        Assert.Equal(days < 0 ? 31 : null, observed.SingleOrDefault()?.Number);
    }

    [Theory]
    [InlineData(10, 1, false)]
    [InlineData(10, 2, true)]
    [InlineData(100, 19, false)]
    [InlineData(100, 20, true)]
    [InlineData(2, 2, true)]
    public void Failing_mailboxes_are_told_from_a_share_on(int mailboxes, int failing, bool isTold) =>
        Assert.Equal(isTold, Of(mailboxes, failing: failing).Any(o => o is { Cause: AlertCause.MailboxesFailing } && o.Value == failing));

    [Theory]
    [InlineData(5, 15, false)]
    [InlineData(5, 16, true)]
    [InlineData(60, 180, false)]
    [InlineData(60, 181, true)]
    public void A_mailbox_that_waits_longer_than_three_turns_is_told(int interval, int minutes, bool isTold) =>
        Assert.Equal(isTold, Of(10, stalestMinutes: minutes, interval: interval).Any(o => o.Cause == AlertCause.MailboxStale));

    [Fact]
    public void What_was_stopped_by_a_person_is_no_cause() =>
        Assert.Empty(AlertRules.Of(new AlertFacts { Now = Now, IsSyncing = false, Mailboxes = 10, Failing = 10, StalestSince = Now.AddDays(-1), IntervalMinutes = 5 }));

    [Fact]
    public void Deletions_stopped_everywhere_other_installations_and_clocks_are_told() => Assert.Equal(
        [AlertCause.DeletionsStopped, AlertCause.OtherInstallation, AlertCause.ClockFar],
        AlertRules.Of(new AlertFacts { Now = Now, DeletionsStoppedAt = Now, OtherInstallations = 1, FarClocks = 1 }).Select(o => o.Cause));

    private static IEnumerable<Observation> Of(int mailboxes, int failing = 0, int stalestMinutes = 0, int interval = 5) => AlertRules.Of(new AlertFacts
    {
        Now = Now, IsSyncing = true, IntervalMinutes = interval, Mailboxes = mailboxes, Failing = failing, StalestSince = Now.AddMinutes(-stalestMinutes),
    });
}
