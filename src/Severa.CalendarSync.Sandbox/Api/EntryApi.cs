using Severa.CalendarSync.Sandbox.Importing;
using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Api;

/// <summary>Mailboxes and their entries, read raw and changed as their users would.</summary>
internal static class EntryApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/mailboxes", (MailboxStore store) => SandboxApi.Answer(store.All.Select(MailboxDto.Of).ToList()));
        var mailbox = api.MapGroup("/mailboxes/{address}");
        mailbox.AddEndpointFilter(RefusalsAsProblems);
        mailbox.MapPost("/reset", Reset);
        mailbox.MapPost("/import", ImportAsync);
        mailbox.MapGet("/entries", List);
        mailbox.MapPost("/entries", CreateAsync);
        mailbox.MapPut("/entries", UpdateAsync);
        mailbox.MapDelete("/entries", Delete);
        mailbox.MapPost("/entries/move", Move);
    }

    private static async ValueTask<object?> RefusalsAsProblems(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (MailboxRuleException error)
        {
            return Results.Problem(error.Message, statusCode: StatusCodes.Status409Conflict, title: error.Code);
        }
    }

    private static IResult Reset(string address, MailboxStore store)
    {
        if (store.Find(address) is not { } mailbox)
        {
            return Results.NotFound();
        }

        store.Reset(mailbox, Guid.NewGuid());
        return SandboxApi.Answer(MailboxDto.Of(mailbox));
    }

    private static async Task<IResult> ImportAsync(string address, HttpRequest request, MailboxStore store, CalendarImport import)
    {
        if (store.Find(address) is not { } mailbox)
        {
            return Results.NotFound();
        }

        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        return SandboxApi.Answer(import.Import(mailbox, bytes.ToArray()));
    }

    private static IResult List(string address, DateTimeOffset? from, DateTimeOffset? to, string? folder, MailboxStore store, UserEntries entries)
    {
        if (store.Find(address) is not { } mailbox)
        {
            return Results.NotFound();
        }

        var views = from is { } start && to is { } end
            ? entries.Between(mailbox, start.ToUniversalTime(), end.ToUniversalTime(), folder ?? Folders.Calendar)
            : entries.Rows(mailbox, folder ?? Folders.Calendar);
        return SandboxApi.Answer(views.Select(EntryDto.Of).ToList());
    }

    private static async Task<IResult> CreateAsync(string address, HttpRequest request, MailboxStore store, UserEntries entries) =>
        store.Find(address) is { } mailbox && await SandboxApi.ReadAsync<EntryWrite>(request) is { } write
            ? SandboxApi.Answer(EntryDto.Of(entries.Create(mailbox, write)))
            : Results.NotFound();

    private static async Task<IResult> UpdateAsync(
        string address, string id, DateTimeOffset? originalStart, bool? following, HttpRequest request, MailboxStore store, UserEntries entries) =>
        store.Find(address) is { } mailbox && await SandboxApi.ReadAsync<EntryWrite>(request) is { } write
            && Update(entries, mailbox, id, originalStart, following ?? false, write) is { } view
            ? SandboxApi.Answer(EntryDto.Of(view))
            : Results.NotFound();

    private static ItemView? Update(UserEntries entries, Mailbox mailbox, string id, DateTimeOffset? originalStart, bool following, EntryWrite write) =>
        following && originalStart is { } slot
            ? entries.UpdateFollowing(mailbox, id, slot, write)
            : entries.Update(mailbox, id, originalStart, write);

    private static IResult Delete(
        string address, string id, DateTimeOffset? originalStart, bool? following, bool? forGood, MailboxStore store, UserEntries entries) =>
        store.Find(address) is { } mailbox
            && (following == true && originalStart is { } slot
                ? entries.DeleteFollowing(mailbox, id, slot)
                : entries.Delete(mailbox, id, originalStart, forGood ?? false))
            ? Results.NoContent()
            : Results.NotFound();

    private static IResult Move(string address, string id, string folder, MailboxStore store, UserEntries entries) =>
        store.Find(address) is { } mailbox && Folders.All.Contains(folder, StringComparer.Ordinal) && entries.Move(mailbox, id, folder) is { } view
            ? SandboxApi.Answer(EntryDto.Of(view))
            : Results.NotFound();
}
