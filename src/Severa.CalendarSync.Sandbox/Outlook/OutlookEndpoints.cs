using Microsoft.AspNetCore.Antiforgery;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>The page "Outlook": plain HTML with forms, no script, nothing inline.</summary>
internal static class OutlookEndpoints
{
    private const string Policy = "default-src 'self'; frame-ancestors 'none'; form-action 'self'; base-uri 'none'";

    public static RouteGroupBuilder Map(IEndpointRouteBuilder app)
    {
        var page = app.MapGroup("/sandbox");
        page.AddEndpointFilter(AddHeaders);
        page.AddEndpointFilter(CheckFormsAsync);
        page.MapGet("/outlook.css", () => Results.Text(OutlookStyle.Text, "text/css"));
        OutlookReading.Map(page);
        OutlookWriting.Map(page);
        FaultPages.Map(page);
        return page;
    }

    /// <summary>The context of a part; a mailbox that is not there is no page.</summary>
    public static PageContext Context(HttpContext http, string part, Mailbox? mailbox) =>
        new(part, mailbox, http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http));

    private static ValueTask<object?> AddHeaders(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers.CacheControl = "no-store";
        return next(context);
    }

    private static async ValueTask<object?> CheckFormsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (HttpMethods.IsPost(http.Request.Method) && !await http.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            return Results.BadRequest();
        }

        return await next(context);
    }
}
