using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Security;

/// <summary>
/// A page for whoever typed his password a short while ago: connections, roles, links that open accounts. An open browser is not
/// enough. Others confirm that it is still them, and come back.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ConfirmedAttribute : Attribute, IAsyncPageFilter
{
    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context) => Task.CompletedTask;

    public async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (IsConfirmed(context.HttpContext))
        {
            await next();
            return;
        }

        var request = context.HttpContext.Request;
        context.Result = new RedirectToPageResult("/Confirm", new { returnUrl = request.Path + (HttpMethods.IsGet(request.Method) ? request.QueryString.Value : "") });
    }

    private static bool IsConfirmed(HttpContext http)
    {
        var rules = http.RequestServices.GetRequiredService<IOptions<AccountSessionOptions>>().Value;
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        return SessionCookie.Current(http) is { } session && rules.IsConfirmed(session, now);
    }
}
