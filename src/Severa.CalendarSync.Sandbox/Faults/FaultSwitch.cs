namespace Severa.CalendarSync.Sandbox.Faults;

/// <summary>Switches faults on, with what happens at once.</summary>
internal sealed class FaultSwitch(FaultPlan plan, FaultWorld world)
{
    /// <param name="rule">A wish that <see cref="FaultCheck"/> has nothing against.</param>
    public PlannedFault On(FaultRule rule)
    {
        var fault = plan.Add(rule);
        FaultScripts.Of(rule.Kind).Begins(rule, world);
        return fault;
    }
}
