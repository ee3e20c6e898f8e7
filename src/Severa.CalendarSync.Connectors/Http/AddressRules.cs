using System.Net;
using System.Net.Sockets;

namespace Severa.CalendarSync.Connectors.Http;

/// <summary>What kind of place an address is.</summary>
internal enum AddressKind
{
    Public,

    /// <summary>An internal network: only for hosts the operator named.</summary>
    Private,

    /// <summary>This machine: only for the sandbox.</summary>
    Loopback,

    /// <summary>Never: link-local (cloud metadata), multicast, unspecified, broadcast, reserved.</summary>
    Forbidden,
}

/// <summary>Judges an address after name resolution, so that a name cannot lead the service where it must not go.</summary>
internal static class AddressRules
{
    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");

    private static readonly IPNetwork[] Forbidden = Networks(
        "0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "240.0.0.0/4",
        "fe80::/10", "ff00::/8");

    private static readonly IPNetwork[] Private = Networks(
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10",
        "fc00::/7", "fec0::/10");

    public static AddressKind KindOf(IPAddress address)
    {
        var plain = Plain(address);
        if (IPAddress.IsLoopback(plain))
        {
            return AddressKind.Loopback;
        }

        if (plain.Equals(IPAddress.IPv6Any) || IsIn(Forbidden, plain))
        {
            return AddressKind.Forbidden;
        }

        return IsIn(Private, plain) ? AddressKind.Private : AddressKind.Public;
    }

    public static bool MayConnect(IPAddress address, string host, NetworkOptions options) => KindOf(address) switch
    {
        AddressKind.Public => true,
        AddressKind.Private => options.IsAllowed(host),
        AddressKind.Loopback => options.AllowLoopback,
        AddressKind.Forbidden => false,
    };

    /// <summary>An IPv4 address in IPv6 clothes is judged as what it is.</summary>
    private static IPAddress Plain(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        var isCompatible = bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && bytes.AsSpan(12, 2).IndexOfAnyExcept((byte)0) >= 0;
        return Nat64.Contains(address) || isCompatible ? new IPAddress(bytes.AsSpan(12)) : address;
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, n => n.Contains(address));

    private static IPNetwork[] Networks(params string[] networks) => [.. networks.Select(IPNetwork.Parse)];
}
