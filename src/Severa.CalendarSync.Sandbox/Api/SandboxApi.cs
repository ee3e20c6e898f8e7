using System.Text.Json;
using System.Text.Json.Serialization;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Throttling;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox.Api;

/// <summary>The API of tests under /sandbox/api. A browser cannot call it across sites: it wants the header X-Sandbox.</summary>
internal static class SandboxApi
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static RouteGroupBuilder Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup("/sandbox/api").DisableAntiforgery();
        api.AddEndpointFilter(async (context, next) => context.HttpContext.Request.Headers["X-Sandbox"] == "1"
            ? await next(context)
            : Results.Problem("The header X-Sandbox: 1 is missing.", statusCode: StatusCodes.Status400BadRequest));
        EntryApi.Map(api);
        MoveApi.Map(api);
        AccountApi.Map(api);
        NotificationApi.Map(api);
        AutodiscoverApi.Map(api);
        MapCounters(api);
        FaultApi.Map(api);
        return api;
    }

    public static IResult Answer<T>(T? value)
        where T : class => value is null ? Results.NotFound() : Results.Json(value, Json);

    public static async Task<T?> ReadAsync<T>(HttpRequest request) => await request.ReadFromJsonAsync<T>(Json, request.HttpContext.RequestAborted);

    private static void MapCounters(RouteGroupBuilder api)
    {
        api.MapGet("/counters", (TrafficCounters counters) => Answer(counters.All()));
        api.MapGet("/counters/{address}", (string address, TrafficCounters counters) => Answer(counters.Of(address)));
        api.MapPost("/counters/reset", (string? mailbox, TrafficCounters counters) =>
        {
            counters.Reset(mailbox);
            return Results.NoContent();
        });
        api.MapGet("/concurrency", (Concurrency concurrency) => Answer(concurrency.All));
        api.MapPost("/concurrency/reset", (Concurrency concurrency) =>
        {
            concurrency.Reset();
            return Results.NoContent();
        });
    }
}
