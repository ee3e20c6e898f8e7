using System.Globalization;
using Serilog;
using Serilog.Events;
using Serilog.Extensions.Hosting;
using Serilog.Formatting.Compact;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>To the console, and by OTLP where an address is named: numbers and ids only: no query strings, no contents, no addresses of people.</summary>
internal static class Logging
{
    internal const string Template = "{Timestamp:yyyy-MM-ddTHH:mm:sszzz} {Level:u3} {SourceContext} {Message:lj} {RunId} {TraceId}{NewLine}{Exception}";

    /// <summary>Speaks until the configured logger takes over; as text, whatever the settings will say.</summary>
    public static ReloadableLogger CreateBootstrapLogger() => new LoggerConfiguration()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .WriteTo.Console(outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture)
        .CreateBootstrapLogger();

    public static WebApplicationBuilder ConfigureLogging(this WebApplicationBuilder builder)
    {
        TelemetrySetup.NameOtlp(builder.Configuration);

        // The static logger stays the bootstrap one, for what happens outside the host: several hosts may live in one process (tests).
        builder.Services.AddSerilog(
            (services, logger) => Write(builder.Configuration, Send(builder.Configuration, logger))
                .ReadFrom.Configuration(builder.Configuration)
                .ReadFrom.Services(services)
                .Enrich.FromLogContext(),
            preserveStaticLogger: true);
        return builder;
    }

    /// <summary>To the console, in the form that is asked for.</summary>
    private static LoggerConfiguration Write(ConfigurationManager configuration, LoggerConfiguration logger) =>
        IsJson(configuration)
            ? logger.WriteTo.Console(new RenderedCompactJsonFormatter())
            : logger.WriteTo.Console(outputTemplate: Template, formatProvider: CultureInfo.InvariantCulture);

    private static bool IsJson(ConfigurationManager configuration) =>
        string.Equals(configuration[$"{TelemetryOptions.Section}:{nameof(TelemetryOptions.LogFormat)}"], nameof(LogFormat.Json), StringComparison.OrdinalIgnoreCase);

    private static LoggerConfiguration Send(ConfigurationManager configuration, LoggerConfiguration logger) =>
        string.IsNullOrWhiteSpace(configuration[TelemetrySetup.OtlpEndpoint])
            ? logger
            : logger.WriteTo.OpenTelemetry(
                sink => sink.ResourceAttributes = new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["service.name"] = TelemetrySetup.ServiceName, ["service.version"] = TelemetrySetup.Version,
                },
                name => configuration[name]);

    /// <summary>One line a request: method, path without query, status, time. Files and health checks only when they fail.</summary>
    public static WebApplication UseRequestLog(this WebApplication app)
    {
        app.UseSerilogRequestLogging(options =>
        {
            // Without this the lines would go to the bootstrap logger, past all settings.
            options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
            options.GetMessageTemplateProperties = Properties;
            options.GetLevel = (http, _, problem) => Level(http, problem);
        });
        return app;
    }

    /// <summary>The path as it came, so that no encoded line break begins a line of its own.</summary>
    internal static IEnumerable<LogEventProperty> Properties(HttpContext http, string path, double elapsed, int status) =>
    [
        new("RequestMethod", new ScalarValue(http.Request.Method)),
        new("RequestPath", new ScalarValue(http.Request.Path.ToUriComponent())),
        new("StatusCode", new ScalarValue(status)),
        new("Elapsed", new ScalarValue(elapsed)),
    ];

    private static LogEventLevel Level(HttpContext http, Exception? problem)
    {
        if (problem is not null || http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
        {
            return LogEventLevel.Error;
        }

        var isQuiet = http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
            || http.Request.Path.StartsWithSegments(MetricsAccess.Path, StringComparison.OrdinalIgnoreCase)
            || Path.HasExtension(http.Request.Path.Value);
        return isQuiet ? LogEventLevel.Debug : LogEventLevel.Information;
    }
}
