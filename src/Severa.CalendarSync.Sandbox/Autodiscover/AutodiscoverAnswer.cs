namespace Severa.CalendarSync.Sandbox.Autodiscover;

/// <summary>What goes out: a status, XML or a web page, or a place to go to.</summary>
internal sealed record AutodiscoverAnswer(int Status, byte[] Body, string ContentType = "text/xml; charset=utf-8", string? Location = null, bool IsEndless = false)
{
    public static AutodiscoverAnswer Bare(int status) => new(status, []);

    public static AutodiscoverAnswer Redirect(string target) => new(StatusCodes.Status302Found, [], Location: target);

    public async Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;
        if (Location is not null)
        {
            http.Response.Headers.Location = Location;
        }

        if (Body.Length == 0)
        {
            return;
        }

        http.Response.ContentType = ContentType;
        do
        {
            await http.Response.Body.WriteAsync(Body, http.RequestAborted);
        }
        while (IsEndless);
    }
}
