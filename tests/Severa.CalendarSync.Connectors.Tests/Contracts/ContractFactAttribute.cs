using Xunit.Sdk;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>A test of the contract; reported as skipped, with the reason, where its class wants a server that the environment does not name.</summary>
[AttributeUsage(AttributeTargets.Method)]
[XunitTestCaseDiscoverer("Severa.CalendarSync.Connectors.Tests.Contracts." + nameof(ContractFactDiscoverer), "Severa.CalendarSync.Connectors.Tests")]
internal sealed class ContractFactAttribute : FactAttribute
{
    public bool NeedsSecondMailbox { get; set; }
}

/// <summary>Its tests talk to the Exchange that the environment names.</summary>
public interface INeedsRealServer;
