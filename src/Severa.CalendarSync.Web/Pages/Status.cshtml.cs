using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Severa.CalendarSync.Web.Pages;

/// <summary>Not found, not allowed, too many, failed: in words, with the reference that the log knows.</summary>
[IgnoreAntiforgeryToken]
public sealed class StatusModel : PageModel
{
    private const int LengthOfReference = 12;

    [FromRoute]
    public int Code { get; set; }

    /// <summary>Which text fits.</summary>
    public string Kind => Code switch
    {
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => "NotFound",
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "Forbidden",
        StatusCodes.Status400BadRequest => "Stale",
        StatusCodes.Status429TooManyRequests => "TooMany",
        _ => "Failed",
    };

    public string Reference => (Activity.Current?.TraceId.ToHexString() ?? HttpContext.TraceIdentifier)[..LengthOfReference];

    public void OnGet()
    {
        if (!IsReExecuted)
        {
            Code = StatusCodes.Status404NotFound;
        }

        Response.StatusCode = Code;
    }

    public void OnPost() => OnGet();

    private bool IsReExecuted =>
        HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>() is not null
        || HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IExceptionHandlerFeature>() is not null;
}
