using Severa.CalendarSync.Sandbox.Importing;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Outlook.Components;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>What the forms do. Each ends in a redirect, or in the same form with what is wrong.</summary>
internal static class OutlookWriting
{
    private const long MostImportBytes = 5 * 1024 * 1024;

    public static void Map(RouteGroupBuilder page)
    {
        page.MapPost("/entry", SaveAsync);
        page.MapPost("/entry/delete", DeleteAsync);
        page.MapPost("/entry/restore", RestoreAsync);
        page.MapPost("/import", ImportAsync);
        page.MapPost("/traffic/reset", (HttpContext _, TrafficCounters counters) =>
        {
            counters.Reset(null);
            return Results.Redirect(OutlookLinks.Traffic);
        });
    }

    private static async Task<IResult> SaveAsync(HttpContext http, MailboxStore store, UserEntries entries)
    {
        var values = await http.Request.ReadFormAsync(http.RequestAborted);
        if (store.Find(values["mailbox"].ToString()) is not { } box)
        {
            return Results.NotFound();
        }

        var (id, slot) = (values["id"].ToString(), OutlookLinks.ParseSlot(values["slot"].ToString()));
        var view = id.Length == 0 ? null : entries.Find(box, id, slot);
        if (id.Length > 0 && view is null)
        {
            return Results.Redirect(OutlookLinks.Week(box.Address, done: "gone"));
        }

        var zone = Zones.Of(box.Identity.Zone);
        var form = EntryForm.Read(values);
        var reader = new EntryFormReader(form, view is null ? null : EntryForm.Of(view, zone), view?.Content, zone);
        var write = reader.Read();
        var saved = reader.Errors.Count > 0 ? null : Save(entries, box, view, write, IsFollowing(values), reader.Errors);
        return saved is null
            ? OutlookReading.Page<EntryPage>(new { Page = OutlookEndpoints.Context(http, "calendar", box), Model = new EntryModel(view, form, reader.Errors) })
            : Results.Redirect(OutlookLinks.Week(box.Address, DateOnly.FromDateTime(WallClock.ToLocal(saved.Start, zone)), "saved"));
    }

    /// <summary>The second button of an occurrence: this and all following.</summary>
    private static bool IsFollowing(IFormCollection values) => values["scope"] == "following";

    private static ItemView? Save(UserEntries entries, Mailbox box, ItemView? view, EntryWrite write, bool following, List<FieldError> errors)
    {
        try
        {
            return view switch
            {
                null => entries.Create(box, write),
                { OriginalStart: { } slot } when following => entries.UpdateFollowing(box, view.Entry.Id, slot, write),
                _ => entries.Update(box, view.Entry.Id, view.OriginalStart, write),
            };
        }
        catch (MailboxRuleException error)
        {
            errors.Add(new FieldError("startdate", error.Message));
            return null;
        }
    }

    private static async Task<IResult> DeleteAsync(HttpContext http, MailboxStore store, UserEntries entries)
    {
        var values = await http.Request.ReadFormAsync(http.RequestAborted);
        if (store.Find(values["mailbox"].ToString()) is not { } box)
        {
            return Results.NotFound();
        }

        var (id, slot) = (values["id"].ToString(), OutlookLinks.ParseSlot(values["slot"].ToString()));
        var view = entries.Find(box, id, slot);
        try
        {
            _ = slot is { } first && IsFollowing(values) ? entries.DeleteFollowing(box, id, first) : entries.Delete(box, id, slot);
        }
        catch (MailboxRuleException error) when (view is not null)
        {
            var form = EntryForm.Of(view, Zones.Of(box.Identity.Zone));
            return OutlookReading.Page<EntryPage>(new
            {
                Page = OutlookEndpoints.Context(http, "calendar", box),
                Model = new EntryModel(view, form, [new FieldError("title", error.Message)]),
            });
        }

        return Results.Redirect(OutlookLinks.Week(box.Address, done: view is null ? "gone" : "deleted"));
    }

    private static async Task<IResult> RestoreAsync(HttpContext http, MailboxStore store, UserEntries entries)
    {
        var values = await http.Request.ReadFormAsync(http.RequestAborted);
        if (store.Find(values["mailbox"].ToString()) is not { } box)
        {
            return Results.NotFound();
        }

        var restored = entries.Move(box, values["id"].ToString(), Folders.Calendar);
        return Results.Redirect(OutlookLinks.Week(box.Address, done: restored is null ? "gone" : "restored"));
    }

    private static async Task<IResult> ImportAsync(HttpContext http, MailboxStore store, CalendarImport import)
    {
        var values = await http.Request.ReadFormAsync(http.RequestAborted);
        if (store.Find(values["mailbox"].ToString()) is not { } box)
        {
            return Results.NotFound();
        }

        var page = OutlookEndpoints.Context(http, "import", box);
        if (values.Files["file"] is not { Length: > 0 and <= MostImportBytes } file)
        {
            return OutlookReading.Page<ImportPage>(new { Page = page, Errors = (IReadOnlyList<FieldError>)[new FieldError("file", OutlookTexts.Of("ErrorFile"))] });
        }

        using var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, http.RequestAborted);
        return OutlookReading.Page<ImportPage>(new { Page = page, Report = import.Import(box, bytes.ToArray()) });
    }
}
