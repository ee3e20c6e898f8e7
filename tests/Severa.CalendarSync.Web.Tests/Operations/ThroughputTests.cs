using Hangfire.InMemory;
using Microsoft.Extensions.Time.Testing;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Tests.Operations;

/// <summary>What the nodes count by the minute is one picture.</summary>
public sealed class ThroughputTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 9, 58, 30, TimeSpan.Zero));
    private readonly InMemoryStorage _storage = new();
    private readonly Throughput _one;
    private readonly Throughput _other;

    public ThroughputTests() => (_one, _other) = (new Throughput(_storage, _time), new Throughput(_storage, _time));

    public void Dispose() => _storage.Dispose();

    [Fact]
    public void AnHour_IsSixtyMinutes_TheLastOneUnderWay()
    {
        var minutes = _one.Read();
        Assert.Equal(60, minutes.Count);
        Assert.Equal(new DateTime(2026, 11, 23, 9, 58, 0, DateTimeKind.Utc), minutes[^1].At);
        Assert.All(minutes, minute => Assert.Equal((0, 0), (minute.Runs, minute.Changes)));
    }

    [Fact]
    public void Nodes_AddUp_AcrossTheHour_AndNothingCountsTwice()
    {
        _one.Note(3);
        _other.Note(0);
        PublishBoth();
        _one.Note(1);
        PublishBoth();
        _time.Advance(TimeSpan.FromMinutes(5));
        _other.Note(7);
        PublishBoth();
        PublishBoth();

        var busy = _other.Read().Where(minute => minute.Runs > 0).Select(minute => (minute.At.ToString("HH:mm", null), minute.Runs, minute.Changes));
        Assert.Equal([("09:58", 3, 4), ("10:03", 1, 7)], busy);
    }

    [Fact]
    public void WhatIsOlderThanAnHour_IsGone()
    {
        _one.Note(1);
        PublishBoth();
        _time.Advance(TimeSpan.FromMinutes(60));

        Assert.All(_one.Read(), minute => Assert.Equal(0, minute.Runs));
    }

    private void PublishBoth()
    {
        _one.Publish();
        _other.Publish();
    }
}
