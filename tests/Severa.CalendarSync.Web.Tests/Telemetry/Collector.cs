using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Severa.CalendarSync.Web.Tests.Telemetry;

/// <summary>Somebody's collector of telemetry (OTLP over HTTP): keeps what it is sent. Texts in it are readable as they are.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Signal, string Text)> _received = new();
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var collector = new Collector(app);
        app.Run(collector.ReceiveAsync);
        await app.StartAsync();
        return collector;
    }

    /// <param name="signal">traces, metrics or logs.</param>
    public string Texts(string signal) => string.Join('\n', _received.Where(r => r.Signal == signal).Select(r => r.Text));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        _received.Enqueue((http.Request.Path.Value!.Split('/')[^1], Encoding.UTF8.GetString(body.ToArray())));
        http.Response.ContentType = "application/x-protobuf";
    }
}
