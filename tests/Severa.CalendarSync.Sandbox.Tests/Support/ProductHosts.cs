using System.Collections.Concurrent;

namespace Severa.CalendarSync.Sandbox.Tests.Support;

/// <summary>One sandbox per product, for tests that only look at how requests are received.</summary>
internal static class ProductHosts
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<SandboxHost>>> Hosts = new(StringComparer.Ordinal);

    public static Task<SandboxHost> OfAsync(string product) =>
        Hosts.GetOrAdd(product, name => new Lazy<Task<SandboxHost>>(() => SandboxHost.StartAsync(("Sandbox:ServerVersion", name)))).Value;
}
