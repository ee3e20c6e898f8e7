using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Severa.CalendarSync.Connectors.Tests.Transport;

/// <summary>A request as a server saw it.</summary>
internal sealed record SeenRequest(string Method, string Host, string Path, string? Authorization, string Body);

/// <summary>Somebody else's server: remembers all it is told, and answers as the test says.</summary>
internal sealed class SpyServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SeenRequest> _seen = new();

    private SpyServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public static async Task<SpyServer> StartAsync(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var spy = new SpyServer(app);
        app.Run(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync();
            spy._seen.Enqueue(new SeenRequest(http.Request.Method, http.Request.Host.Value ?? "", http.Request.Path, http.Request.Headers.Authorization, body));
            await answer(http);
        });
        await app.StartAsync();
        return spy;
    }

    public static Task<SpyServer> StartAsync(int status, string? location = null) => StartAsync(http =>
    {
        http.Response.StatusCode = status;
        if (location is not null)
        {
            http.Response.Headers.Location = location;
        }

        return Task.CompletedTask;
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
