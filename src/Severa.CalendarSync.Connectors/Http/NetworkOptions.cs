namespace Severa.CalendarSync.Connectors.Http;

/// <summary>What the service may reach. Section <c>Network</c> of the configuration.</summary>
public sealed class NetworkOptions
{
    public const string Section = "Network";

    /// <summary>Hosts that may lie in a private network (10/8, 172.16/12, 192.168/16, 100.64/10, fc00::/7). Default: none.</summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>Whether this machine itself may be called, also without TLS: only for the sandbox in Development. Default: no.</summary>
    public bool AllowLoopback { get; set; }

    /// <summary>The longest answer that is read, after decompression. Default: 32 MB.</summary>
    public long MaxResponseBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>How long a connection may take to open. Default: 15 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Connections to one server at the same time. Exchange allows 27 per account. Default: 16.</summary>
    public int MaxConnectionsPerServer { get; set; } = 16;

    internal bool IsAllowed(string host) => AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase);
}
