using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Primitives;

namespace Severa.CalendarSync.Web.Security;

/// <summary>
/// Forms that cannot be read, and null characters in forms and addresses, are refused before anything is made of them: no keyboard types that
/// character, and PostgreSQL stores no text with it.
/// </summary>
internal sealed class ReadableFields(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var isOurPageAboutIt = context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if (isOurPageAboutIt || await AreReadableAsync(context.Request))
        {
            await next(context);
            return;
        }

        // The page about it is asked for by the same request.
        context.Request.ContentType = null;
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
    }

    private static async Task<bool> AreReadableAsync(HttpRequest request)
    {
        try
        {
            return !HasNull(request.Query) && !(request.HasFormContentType && HasNull(await request.ReadFormAsync(request.HttpContext.RequestAborted)));
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static bool HasNull(IEnumerable<KeyValuePair<string, StringValues>> fields) =>
        fields.Any(field => field.Key.Contains('\0', StringComparison.Ordinal) || field.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true));
}
