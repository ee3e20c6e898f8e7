using System.Net;
using Microsoft.AspNetCore.HttpOverrides;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>Forwarded headers are believed from the addresses and networks of <c>Proxy:Known</c> only; from nobody by default.</summary>
internal static class KnownProxies
{
    public static IServiceCollection AddKnownProxies(this IServiceCollection services, IConfiguration configuration)
    {
        var known = configuration.GetSection("Proxy:Known").Get<string[]>() ?? [];
        services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.KnownIPNetworks.Clear();
            options.KnownProxies.Clear();
            options.ForwardedHeaders = known.Length == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            foreach (var entry in known)
            {
                Add(options, entry);
            }
        });
        return services;
    }

    private static void Add(ForwardedHeadersOptions options, string entry)
    {
        if (IPAddress.TryParse(entry, out var address))
        {
            options.KnownProxies.Add(address);
        }
        else if (System.Net.IPNetwork.TryParse(entry, out var network))
        {
            options.KnownIPNetworks.Add(network);
        }
        else
        {
            throw new StartRefusedException($"Proxy:Known holds '{entry}': enter IP addresses or networks such as 10.0.0.0/8.");
        }
    }
}
