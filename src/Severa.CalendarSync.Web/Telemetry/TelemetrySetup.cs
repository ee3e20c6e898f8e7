using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>What is measured and traced, and where it goes: to whoever reads <c>/metrics</c>, and by OTLP where an address is named.</summary>
internal static class TelemetrySetup
{
    /// <summary>The address as OpenTelemetry knows it: one name for metrics, traces and logs.</summary>
    public const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public const string ServiceName = "severa-calendarsync";

    private static readonly string[] Meters = [SyncTelemetry.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting"];

    public static string Version => typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Before anything reads the address.</summary>
    public static void NameOtlp(IConfigurationManager configuration)
    {
        if (configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.Otlp)}"] is { Length: > 0 } otlp)
        {
            configuration.AddInMemoryCollection([KeyValuePair.Create(OtlpEndpoint, (string?)otlp)]);
        }
    }

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.Configure<TelemetryOptions>(configuration.GetSection(TelemetryOptions.Section));
        services.AddSingleton<Throughput>();
        services.AddSingleton<RunMeter>();
        services.AddSingleton<StateGauges>();
        services.AddHostedService<ThroughputPublisher>();
        services.AddMetricsAccess();

        var isSent = !string.IsNullOrWhiteSpace(configuration[OtlpEndpoint]);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceVersion: Version))
            .WithMetrics(metrics => Measure(metrics, isSent));
        if (isSent)
        {
            telemetry.WithTracing(traces => traces.AddSpans(configuration).AddOtlpExporter());
        }

        return services;
    }

    private static void Measure(MeterProviderBuilder metrics, bool isSent)
    {
        // Every question is answered anew; what is dear to measure is kept for a while by itself.
        metrics.AddMeter(Meters).AddPrometheusExporter(options => options.ScrapeResponseCacheDurationMilliseconds = 0);
        if (isSent)
        {
            metrics.AddOtlpExporter();
        }

        ((IDeferredMeterProviderBuilder)metrics).Configure((provider, builder) =>
        {
            // Several hosts may live in one process (tests): each tells its own numbers only.
            var own = provider.GetRequiredService<IMeterFactory>();
            builder.AddView(instrument => instrument.Meter.Name == SyncTelemetry.Name && instrument.Meter.Scope != own ? MetricStreamConfiguration.Drop : null);
            provider.GetRequiredService<StateGauges>();
        });
    }
}
