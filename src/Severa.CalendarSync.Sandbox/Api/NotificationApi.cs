using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Notifications;

namespace Severa.CalendarSync.Sandbox.Api;

/// <summary>A subscription as the test API shows it.</summary>
internal sealed record SubscriptionDto(string Id, string Mailbox, bool IsStreaming, bool IsConnected, int BackEnd);

/// <summary>Who is subscribed, and what can go wrong with that.</summary>
internal static class NotificationApi
{
    public static void Map(RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications");
        notifications.MapGet("", (SubscriptionHub hub) => SandboxApi.Answer(
            hub.All.Select(s => new SubscriptionDto(s.Id, s.Mailbox.Address, s.Terms.IsStreaming, s.Connection is not null, s.BackEnd)).ToList()));
        notifications.MapPost("/drop", (SubscriptionHub hub) => Count(hub.Drop()));
        notifications.MapPost("/restart", (SubscriptionHub hub) =>
        {
            hub.Restart();
            return Results.NoContent();
        });
        notifications.MapPost("/expire", (string? mailbox, MailboxStore store, SubscriptionHub hub) =>
            mailbox is null ? Count(hub.Expire(null)) : store.Find(mailbox) is { } box ? Count(hub.Expire(box)) : Results.NotFound());

        // Told: an error says that events were missed. Not told: the next changes of the mailbox raise no event at all.
        notifications.MapPost("/miss", (string mailbox, MailboxStore store, SubscriptionHub hub) =>
            store.Find(mailbox) is { } box ? Count(hub.Miss(box)) : Results.NotFound());
        notifications.MapPost("/lose", (string mailbox, int? changes, MailboxStore store, SubscriptionHub hub) =>
        {
            if (store.Find(mailbox) is not { } box)
            {
                return Results.NotFound();
            }

            hub.Lose(box, Math.Max(changes ?? 1, 0));
            return Results.NoContent();
        });
    }

    private static IResult Count(int count) => Results.Json(new { count }, SandboxApi.Json);
}
