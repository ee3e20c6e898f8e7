using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Trace;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Web.Telemetry;

/// <summary>Which traces there are: of runs and jobs, and of requests to this service.</summary>
internal static class Spans
{
    /// <summary>Asked by machines, again and again.</summary>
    private static readonly string[] NotTraced = ["/health", MetricsAccess.Path];

    public static TracerProviderBuilder AddSpans(this TracerProviderBuilder traces, IConfiguration configuration)
    {
        var share = new TraceIdRatioBasedSampler(configuration.GetValue($"{TelemetryOptions.Section}:{nameof(TelemetryOptions.TraceRatio)}", new TelemetryOptions().TraceRatio));

        // Whoever calls from outside does not decide what is kept.
        return traces
            .SetSampler(new ParentBasedSampler(share, remoteParentSampled: share, remoteParentNotSampled: share))
            .AddSource(SyncTelemetry.Name)
            .AddAspNetCoreInstrumentation(options => options.Filter = IsTraced)
            .AddProcessor(new RequestTags());
    }

    private static bool IsTraced(HttpContext http) =>
        !NotTraced.Any(path => http.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) && !System.IO.Path.HasExtension(http.Request.Path.Value);

    /// <summary>Of a request to this service a trace tells the page, the method and the status: not the address that was asked for, nor who asked.</summary>
    private sealed class RequestTags : BaseProcessor<Activity>
    {
        private static readonly HashSet<string> Told = new(StringComparer.Ordinal)
        {
            "http.request.method", "http.response.status_code", "http.route", "url.scheme", "network.protocol.version", "error.type",
        };

        public override void OnEnd(Activity data)
        {
            if (data.Source.Name != SyncTelemetry.Name)
            {
                foreach (var tag in data.TagObjects.Select(tag => tag.Key).Where(key => !Told.Contains(key)).ToList())
                {
                    data.SetTag(tag, null);
                }

                data.SetStatus(data.Status);
            }
        }
    }
}
