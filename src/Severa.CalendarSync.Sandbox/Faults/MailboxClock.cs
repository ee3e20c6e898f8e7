namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>The clock of the server a mailbox lives on: the right time, unless a fault says otherwise.</summary>
internal sealed class MailboxClock(TimeProvider right, FaultPlan faults, string address) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + faults.ClockAhead(address);
}
