namespace Severa.CalendarSync.Connectors.Tests.Sandbox.Histories;

/// <summary>The clock of whichever world is alive: one Exchange serves many histories.</summary>
internal sealed class SharedClock : TimeProvider
{
    public TimeProvider Current { get; set; } = System;

    public override DateTimeOffset GetUtcNow() => Current.GetUtcNow();
}
