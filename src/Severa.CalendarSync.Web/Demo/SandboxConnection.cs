using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Data.Mailboxes;
using Severa.CalendarSync.Sandbox;
using Severa.CalendarSync.Sandbox.Entra;
using Severa.CalendarSync.Web.Exchange;

namespace Severa.CalendarSync.Web.Demo;

/// <summary>Once the service knows its own address, the demo's connection points at the simulated Exchange there.</summary>
internal sealed class SandboxConnection(
    IServer server, IDbContextFactory<SyncDbContext> contexts, IOptions<SandboxOptions> sandbox, TimeProvider time) : IHostedLifecycleService
{
    private const string Path = "/EWS/Exchange.asmx";

    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (OwnAddress() is not { } url)
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var connection = await db.ExchangeConnections.InOrder().FirstOrDefaultAsync(cancellationToken);
        if (connection is null)
        {
            connection = new ExchangeConnection { CreatedAt = time.GetUtcNow().UtcDateTime };
            db.ExchangeConnections.Add(connection);
        }
        else if (connection.Url == url || !PointsHere(connection))
        {
            return;
        }

        connection.Url = url;
        SignIn(connection);
        connection.SecretBoundTo = SecretBinding.Of(connection);
        connection.SavedAt = time.GetUtcNow().UtcDateTime;
        connection.Revision++;
        await db.SaveChangesAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>As the simulated Exchange wants it: Office 365 takes tokens only.</summary>
    private void SignIn(ExchangeConnection connection)
    {
        if (SandboxApplication.Of(sandbox.Value) is { } application)
        {
            connection.Version = ExchangeVersion.Office365;
            connection.SignIn = SignInMethod.ClientSecret;
            (connection.Tenant, connection.ApplicationId, connection.Secret) = (application.TenantId, application.ClientId, application.ClientSecret);
            return;
        }

        connection.Version = ExchangeVersion.Exchange2016;
        connection.SignIn = SignInMethod.Basic;
        (connection.DelegateUsername, connection.Secret) = (sandbox.Value.Delegate.UserName, sandbox.Value.Delegate.Password);
    }

    /// <summary>An earlier start had another port: the connection is still ours. One that a person saved for a real server is not.</summary>
    private static bool PointsHere(ExchangeConnection connection) =>
        Uri.TryCreate(connection.Url, UriKind.Absolute, out var uri) && uri.IsLoopback && uri.Scheme == Uri.UriSchemeHttp && uri.AbsolutePath == Path;

    private string? OwnAddress()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault(a => a.StartsWith("http://", StringComparison.OrdinalIgnoreCase));
        if (address is null)
        {
            return null;
        }

        // "http://[::]:5080" and "http://*:5080" mean every address of this machine.
        var port = BindingAddress.Parse(address).Port;
        return $"http://localhost:{port}{Path}";
    }
}
