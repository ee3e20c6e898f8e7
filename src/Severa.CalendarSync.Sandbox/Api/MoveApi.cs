using Severa.CalendarSync.Sandbox.Mailboxes;

namespace Severa.CalendarSync.Sandbox.Api;

/// <summary>
/// A mailbox leaves one simulated server and arrives at another, as a migration carries it: everything that is in it, under new ids.
/// </summary>
internal static class MoveApi
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/mailboxes/{address}/content", Leave);
        api.MapPut("/mailboxes/{address}/content", ArriveAsync);
    }

    private static IResult Leave(string address, MailboxStore store)
    {
        if (store.Find(address) is not { } mailbox)
        {
            return Results.NotFound();
        }

        lock (mailbox.Gate)
        {
            return SandboxApi.Answer(mailbox.Snapshot());
        }
    }

    private static async Task<IResult> ArriveAsync(string address, HttpRequest request, MailboxStore store)
    {
        if (store.Find(address) is not { } mailbox || await SandboxApi.ReadAsync<MailboxSnapshot>(request) is not { } content)
        {
            return Results.NotFound();
        }

        store.Receive(mailbox, content, Guid.NewGuid());
        return SandboxApi.Answer(MailboxDto.Of(mailbox));
    }
}
