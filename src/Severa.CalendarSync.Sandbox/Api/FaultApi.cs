using System.Text.Json;
using Severa.CalendarSync.Sandbox.Faults;

namespace Severa.CalendarSync.Sandbox.Api;

/// <summary>Switches faults on and off, and tells how many requests each has spoiled.</summary>
internal static class FaultApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var faults = api.MapGroup("/faults");
        faults.MapGet("", (FaultPlan plan) => SandboxApi.Answer(plan.All));
        faults.MapPost("", AddAsync);
        faults.MapDelete("/{number:int}", (int number, FaultPlan plan) => plan.SwitchOff(number) ? Results.NoContent() : Results.NotFound());
        faults.MapDelete("", (FaultPlan plan) =>
        {
            plan.Clear();
            return Results.NoContent();
        });
    }

    private static async Task<IResult> AddAsync(HttpRequest request, FaultSwitch faults)
    {
        var rule = await ReadAsync(request);
        var problem = rule is null ? FaultProblem.UnknownKind : FaultCheck.ProblemOf(rule);
        return problem is { } wrong
            ? Results.Problem(FaultCheck.TextOf(wrong), statusCode: StatusCodes.Status400BadRequest)
            : SandboxApi.Answer(faults.On(rule!));
    }

    private static async Task<FaultRule?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await SandboxApi.ReadAsync<FaultRule>(request);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
