using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using OpenTelemetry.Trace;
using Severa.CalendarSync.Sandbox.Traffic;
using Severa.CalendarSync.Web.Telemetry;
using Severa.CalendarSync.Web.Tests.Telemetry;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>The whole service with its sandbox, an empty database, and ears: every log line, every trace, every message on the wire and every proof of a sign-in is kept.</summary>
public class StoryApp : AppFactory
{
    public StoryApp()
    {
        Settings["Demo:Enabled"] = "false";
        Settings["Setup:Code"] = EmptyAppFactory.Code;
        Settings["Limits:WorkPerMinute"] = "10000";
        Settings["Telemetry:TraceRatio"] = "1";
        Settings["Telemetry:MetricsKey"] = Planted.MetricsKey;
        Settings["Sandbox:Delegate:Password"] = Planted.DelegateSecret;
    }

    public CollectedLog Log { get; } = new();

    public CollectedTraces Traces { get; } = new();

    public CollectedWire Wire { get; } = new();

    public CollectedProofs Proofs { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);

        // More than any operator can switch on: everything of everybody, frameworks included.
        builder.ConfigureServices((context, services) => services
            .AddOpenTelemetry().WithTracing(traces => traces.AddSpans(context.Configuration).AddProcessor(Traces)).Services
            .AddSerilog((_, logger) => logger.MinimumLevel.Debug().Enrich.FromLogContext().WriteTo.Sink(Log), preserveStaticLogger: true)
            .AddSingleton<ISandboxTranscript>(Wire)
            .AddSingleton<IStartupFilter>(Proofs));
    }
}

/// <summary>The same with the demo organisation: people with proved mailboxes, some activities, the connection.</summary>
public sealed class DemoStoryApp : StoryApp
{
    public DemoStoryApp() => Settings["Demo:Enabled"] = "true";
}
