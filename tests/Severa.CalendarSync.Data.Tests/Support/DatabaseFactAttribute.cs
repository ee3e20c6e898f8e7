using Xunit.Sdk;

namespace Severa.CalendarSync.Data.Tests.Support;

/// <summary>A test that runs once on every database system; reported as skipped, with the reason, on one that is not here.</summary>
[XunitTestCaseDiscoverer("Severa.CalendarSync.Data.Tests.Support.DatabaseFactDiscoverer", "Severa.CalendarSync.Data.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabaseFactAttribute : FactAttribute;

/// <summary>As <see cref="DatabaseFactAttribute"/>, with rows of data.</summary>
[XunitTestCaseDiscoverer("Severa.CalendarSync.Data.Tests.Support.DatabaseTheoryDiscoverer", "Severa.CalendarSync.Data.Tests")]
[AttributeUsage(AttributeTargets.Method)]
public sealed class DatabaseTheoryAttribute : TheoryAttribute;
