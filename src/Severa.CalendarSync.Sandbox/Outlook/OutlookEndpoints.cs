namespace Severa.CalendarSync.Sandbox.Outlook;

internal static class OutlookEndpoints
{
    public static RouteGroupBuilder Map(IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/sandbox");
        return group;
    }
}
