using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Severa.CalendarSync.Web.Tests.Story.Whole;

/// <summary>An empty service beside one version of Exchange.</summary>
internal sealed class VersionApp : StoryApp
{
    /// <summary>Bound before the service listens with it: who asks for tokens must know the address when it starts, and nobody else may take it meanwhile.</summary>
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public VersionApp(StoryVersion version)
    {
        Version = version;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
        UseKestrel(port);
        Exchange = new Uri($"http://localhost:{port}/EWS/Exchange.asmx");
        Settings["Sandbox:ServerVersion"] = version.Server;
        Settings["Sandbox:Applications:0:ClientSecret"] = Planted.ClientSecret;
        Settings["Exchange:Authority"] = Exchange.GetLeftPart(UriPartial.Authority);
    }

    public StoryVersion Version { get; }

    /// <summary>The address of Exchange.</summary>
    public Uri Exchange { get; }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services.Configure<SocketTransportOptions>(options => options.CreateBoundListenSocket = _ => _socket));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _socket.Dispose();
    }
}
