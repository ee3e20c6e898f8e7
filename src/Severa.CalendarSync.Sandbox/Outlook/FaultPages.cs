using System.Globalization;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Outlook.Components;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>The part of the page where faults are switched on and off by hand.</summary>
internal static class FaultPages
{
    public static void Map(RouteGroupBuilder page)
    {
        page.MapGet("/faults", Show);
        page.MapPost("/faults", SwitchOnAsync);
        page.MapPost("/faults/off", SwitchOffAsync);
        page.MapPost("/faults/clear", (HttpContext _, FaultPlan plan) =>
        {
            plan.Clear();
            return Done("clear");
        });
    }

    private static IResult Show(string? kind, string? done, HttpContext http, FaultPlan plan, MailboxStore store)
    {
        var chosen = Enum.TryParse<FaultKind>(kind, out var known) && Enum.IsDefined(known) ? known : FaultKind.ServerBusy;
        return Page(http, plan, store, FaultForm.For(chosen), [], Message(done));
    }

    private static async Task<IResult> SwitchOnAsync(HttpContext http, FaultPlan plan, FaultSwitch faults, MailboxStore store)
    {
        var form = FaultForm.Read(await http.Request.ReadFormAsync(http.RequestAborted));
        var (rule, errors) = form.Judge(store);
        if (rule is null)
        {
            return Page(http, plan, store, form, errors, null);
        }

        faults.On(rule);
        return Done("on");
    }

    private static async Task<IResult> SwitchOffAsync(HttpContext http, FaultPlan plan)
    {
        var values = await http.Request.ReadFormAsync(http.RequestAborted);
        return int.TryParse(values["number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && plan.SwitchOff(number)
            ? Done("off")
            : Results.Redirect(OutlookLinks.Faults);
    }

    private static IResult Page(HttpContext http, FaultPlan plan, MailboxStore store, FaultForm form, IReadOnlyList<FieldError> errors, string? done) =>
        OutlookReading.Page<FaultsPage>(new
        {
            Page = OutlookEndpoints.Context(http, "faults", null),
            Faults = (IReadOnlyList<PlannedFault>)[.. plan.All.Reverse()],
            Mailboxes = store.All,
            Form = form,
            Errors = errors,
            Done = done,
        });

    private static IResult Done(string what) => Results.Redirect($"{OutlookLinks.Faults}?done={what}");

    private static string? Message(string? done) => done switch
    {
        "on" => OutlookTexts.Of("DoneFaultOn"),
        "off" => OutlookTexts.Of("DoneFaultOff"),
        "clear" => OutlookTexts.Of("DoneFaultsCleared"),
        _ => null,
    };
}
