using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Severa.CalendarSync.Web.Tests.Alerts;

/// <summary>Somebody's receiver of webhooks: keeps what it is told and answers as it is told to.</summary>
internal sealed class WebhookServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookServer(WebApplication app) => _app = app;

    public int Status { get; set; } = StatusCodes.Status204NoContent;

    public ConcurrentQueue<(string Signature, string Body)> Received { get; } = new();

    public string Url => _app.Urls.Single() + "/calendar-sync";

    public static async Task<WebhookServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new WebhookServer(builder.Build());
        server._app.Run(server.TakeAsync);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Received.Enqueue(($"{http.Request.Headers["X-Calendar-Sync-Signature"]}", await reader.ReadToEndAsync()));
        http.Response.StatusCode = Status;
        if (Status is >= 300 and < 400)
        {
            http.Response.Headers.Location = Url;
        }
    }
}
