using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Outlook.Components;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>What can be looked at.</summary>
internal static class OutlookReading
{
    public static void Map(RouteGroupBuilder page)
    {
        page.MapGet("", (HttpContext http, MailboxStore store) => Page<MailboxesPage>(new { Page = OutlookEndpoints.Context(http, "mailboxes", null), Mailboxes = store.All }));
        page.MapGet("/calendar", Week);
        page.MapGet("/entry", Entry);
        page.MapGet("/deleted", Deleted);
        page.MapGet("/import", Import);
        page.MapGet("/traffic", (HttpContext http, TrafficCounters counters) => Page<TrafficPage>(new { Page = OutlookEndpoints.Context(http, "traffic", null), Reports = counters.All() }));
    }

    public static IResult Page<TComponent>(object parameters)
        where TComponent : Microsoft.AspNetCore.Components.IComponent => new RazorComponentResult<TComponent>(parameters) { PreventStreamingRendering = true };

    private static IResult Week(string mailbox, string? day, string? done, HttpContext http, MailboxStore store, UserEntries entries, TimeProvider clock)
    {
        if (store.Find(mailbox) is not { } box)
        {
            return Results.NotFound();
        }

        var zone = Zones.Of(box.Identity.Zone);
        var today = DateOnly.FromDateTime(WallClock.ToLocal(clock.GetUtcNow(), zone));
        var shown = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked.Year is > 1900 and < 2200 ? asked : today;
        var monday = WeekView.MondayOf(shown);
        var from = WallClock.ToUtc(monday.ToDateTime(TimeOnly.MinValue), zone).AddDays(-1);
        var week = WeekView.Of(entries.Between(box, from, from.AddDays(9)), monday, today, zone);
        return Page<WeekPage>(new { Page = OutlookEndpoints.Context(http, "calendar", box), Week = week, Done = Message(done) });
    }

    private static IResult Entry(string mailbox, string? id, string? slot, string? day, HttpContext http, MailboxStore store, UserEntries entries, TimeProvider clock)
    {
        if (store.Find(mailbox) is not { } box)
        {
            return Results.NotFound();
        }

        var zone = Zones.Of(box.Identity.Zone);
        if (string.IsNullOrEmpty(id))
        {
            var chosen = DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked)
                ? asked
                : DateOnly.FromDateTime(WallClock.ToLocal(clock.GetUtcNow(), zone));
            return Page<EntryPage>(new { Page = OutlookEndpoints.Context(http, "calendar", box), Model = new EntryModel(null, EntryForm.New(chosen), []) });
        }

        return entries.Find(box, id, OutlookLinks.ParseSlot(slot)) is { } view
            ? Page<EntryPage>(new { Page = OutlookEndpoints.Context(http, "calendar", box), Model = new EntryModel(view, EntryForm.Of(view, zone), []) })
            : Results.Redirect(OutlookLinks.Week(mailbox, done: "gone"));
    }

    private static IResult Deleted(string mailbox, HttpContext http, MailboxStore store, UserEntries entries) => store.Find(mailbox) is { } box
        ? Page<DeletedPage>(new { Page = OutlookEndpoints.Context(http, "deleted", box), Items = entries.Rows(box, Folders.DeletedItems) })
        : Results.NotFound();

    private static IResult Import(string mailbox, HttpContext http, MailboxStore store) => store.Find(mailbox) is { } box
        ? Page<ImportPage>(new { Page = OutlookEndpoints.Context(http, "import", box) })
        : Results.NotFound();

    private static string? Message(string? done) => done switch
    {
        "saved" => OutlookTexts.Of("DoneSaved"),
        "deleted" => OutlookTexts.Of("DoneDeleted"),
        "restored" => OutlookTexts.Of("DoneRestored"),
        "gone" => OutlookTexts.Of("DoneGone"),
        _ => null,
    };
}
