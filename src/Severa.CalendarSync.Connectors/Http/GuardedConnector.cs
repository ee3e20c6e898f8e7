using System.Net;
using System.Net.Sockets;

namespace Severa.CalendarSync.Connectors.Http;

/// <summary>Opens connections, only to addresses that <see cref="AddressRules"/> allow.</summary>
internal sealed class GuardedConnector(NetworkOptions options)
{
    /// <summary>The addresses of a host that may be called.</summary>
    /// <exception cref="AddressRefusedException">There are addresses, but none may be called.</exception>
    public async Task<IReadOnlyList<IPAddress>> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancellationToken);
        var allowed = addresses.Where(a => AddressRules.MayConnect(a, host, options)).ToArray();
        return allowed.Length > 0 ? allowed : throw new AddressRefusedException();
    }

    public async ValueTask<Stream> ConnectAsync(DnsEndPoint endPoint, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(endPoint.Host, cancellationToken);
        for (var i = 0; ; i++)
        {
            var socket = new Socket(addresses[i].AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(addresses[i], endPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch (SocketException) when (i < addresses.Count - 1)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }
}
