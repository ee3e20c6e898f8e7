using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Tests.Support;

namespace Severa.CalendarSync.Sandbox.Tests.Faults;

/// <summary>Switching faults on in a test.</summary>
internal static class FaultySandbox
{
    public static PlannedFault SwitchOn(this SandboxHost host, FaultKind kind, string? operation = null, int count = 1, int milliseconds = 0, bool isLasting = false) =>
        host.Get<FaultSwitch>().On(new FaultRule(kind, null, operation, count, milliseconds, IsLasting: isLasting));

    public static int Spoiled(this SandboxHost host) => host.Get<FaultPlan>().All.Sum(f => f.Spoiled);
}
