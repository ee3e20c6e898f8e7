using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace Severa.CalendarSync.Web.Tests.Telemetry;

/// <summary>Every span that would be sent, in the state it would be sent in.</summary>
public sealed class CollectedTraces : BaseProcessor<Activity>
{
    private readonly ConcurrentQueue<Activity> _spans = new();

    public IReadOnlyList<Activity> Spans => [.. _spans];

    /// <summary>Each with all it carries.</summary>
    public IReadOnlyList<string> Lines =>
    [
        .. _spans.Select(span => string.Join(' ',
        [
            span.Source.Name, span.DisplayName, $"{span.Status} {span.StatusDescription} {span.TraceStateString}",
            .. span.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"),
            .. span.Baggage.Select(item => $"{item.Key}={item.Value}"),
            .. span.Events.SelectMany(e => e.Tags, (e, tag) => $"{e.Name} {tag.Key}={tag.Value}"),
            .. span.Links.SelectMany(link => link.Tags ?? [], (_, tag) => $"{tag.Key}={tag.Value}"),
        ])),
    ];

    public override void OnEnd(Activity data) => _spans.Enqueue(data);
}
