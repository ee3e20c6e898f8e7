using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Serilog.Core;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>The whole service with its sandbox, an empty database, and ears: every log line and every message on the wire is kept.</summary>
public class StoryApp : AppFactory
{
    public StoryApp()
    {
        Settings["Demo:Enabled"] = "false";
        Settings["Setup:Code"] = EmptyAppFactory.Code;
        Settings["Limits:WorkPerMinute"] = "10000";
        Settings["Sandbox:Delegate:Password"] = Planted.DelegateSecret;
        Settings["Serilog:MinimumLevel:Default"] = "Debug";
        foreach (var source in new[] { "Microsoft", "System.Net.Http", "Hangfire" })
        {
            Settings[$"Serilog:MinimumLevel:Override:{source}"] = "Debug";
        }
    }

    public CollectedLog Log { get; } = new();

    public CollectedWire Wire { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureServices(services => services
            .AddSingleton<ILogEventSink>(Log)
            .AddSingleton<ISandboxTranscript>(Wire));
    }
}
