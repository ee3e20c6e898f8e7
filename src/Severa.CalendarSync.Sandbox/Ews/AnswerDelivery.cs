namespace Severa.CalendarSync.Sandbox.Ews;

/// <summary>Lets an answer leave the way its outcome says.</summary>
internal static class AnswerDelivery
{
    public static async Task SendAsync(HttpContext http, EwsOutcome outcome, TimeProvider clock)
    {
        if (outcome.Delivery == Delivery.Dropped)
        {
            http.Abort();
        }
        else if (outcome.Answer.Length > 0)
        {
            http.Response.ContentType = outcome.ContentType;
            http.Response.ContentLength = outcome.Answer.Length;
            await WriteAsync(http, outcome, clock);
        }
    }

    private static async Task WriteAsync(HttpContext http, EwsOutcome outcome, TimeProvider clock)
    {
        var half = outcome.Delivery == Delivery.Whole ? outcome.Answer.Length : outcome.Answer.Length / 2;
        await http.Response.Body.WriteAsync(outcome.Answer.AsMemory(0, half), http.RequestAborted);
        if (outcome.Delivery == Delivery.Whole)
        {
            return;
        }

        await http.Response.Body.FlushAsync(http.RequestAborted);
        if (outcome.Delivery == Delivery.Cut)
        {
            http.Abort();
            return;
        }

        await Task.Delay(outcome.Pause, clock, http.RequestAborted);
        await http.Response.Body.WriteAsync(outcome.Answer.AsMemory(half), http.RequestAborted);
    }
}
