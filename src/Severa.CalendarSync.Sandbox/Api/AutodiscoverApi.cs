using Severa.CalendarSync.Sandbox.Autodiscover;

namespace Severa.CalendarSync.Sandbox.Api;

/// <summary>What Autodiscover says instead of the settings.</summary>
internal static class AutodiscoverApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/autodiscover", (AutodiscoverPlan plan) => SandboxApi.Answer(plan.Rules));
        api.MapPost("/autodiscover", async (HttpRequest request, AutodiscoverPlan plan) =>
        {
            var rule = await SandboxApi.ReadAsync<AutodiscoverRule>(request);
            if ((rule is null ? "A rule is missing." : rule.Problem) is { } problem)
            {
                return Results.Problem(problem, statusCode: StatusCodes.Status400BadRequest);
            }

            plan.Add(rule!);
            return SandboxApi.Answer(plan.Rules);
        });
        api.MapDelete("/autodiscover", (AutodiscoverPlan plan) =>
        {
            plan.Clear();
            return Results.NoContent();
        });
    }
}
