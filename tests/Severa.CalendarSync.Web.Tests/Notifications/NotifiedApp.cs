using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Notifications;

/// <summary>The demo organisation with empty Outlook calendars, listening to its simulated Exchange.</summary>
public class NotifiedApp : AppFactory
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public NotifiedApp()
    {
        Settings["Notifications:Enabled"] = "true";
        Settings["Limits:WorkPerMinute"] = "10000";
        Settings["Sandbox:Seed"] = "false";
    }

    /// <summary>Aino has switched on, has been compared, and is listened to.</summary>
    internal static async Task<(NotifiedApp App, Visitor Aino)> WithAinoOnAsync()
    {
        var app = new NotifiedApp();
        var aino = await app.SignInAsync(Aino);
        await aino.SwitchAsync(app, "on");
        await new SyncRuns(app).SucceededAsync();
        await app.ListensToAsync(Aino);
        return (app, aino);
    }

    /// <summary>Waits until just these people are subscribed and connected.</summary>
    public Task ListensToAsync(params string[] addresses) => Wait.UntilAsync(
        async () => (await SubscriptionsAsync()).Where(s => s.IsConnected).Select(s => s.Address).Order(StringComparer.Ordinal).SequenceEqual(addresses.Order(StringComparer.Ordinal), StringComparer.Ordinal),
        $"{addresses.Length} subscriptions",
        Patience);

    /// <summary>Waits for an activity; asks nobody to make it.</summary>
    public Task HasActivityAsync(string title) =>
        Wait.UntilAsync(() => QueryAsync(db => db.Activities.AnyAsync(a => a.Title == title)), $"the activity {title}", Patience);

    /// <summary>Something goes wrong at the simulated Exchange.</summary>
    public async Task DisturbAsync(string what)
    {
        using var client = Client();
        (await client.PostAsync(new Uri($"/sandbox/api/notifications/{what}", UriKind.Relative), null)).EnsureSuccessStatusCode();
    }

    public async Task<IReadOnlyList<(string Address, bool IsConnected)>> SubscriptionsAsync()
    {
        using var client = Client();
        var list = JsonNode.Parse(await client.GetStringAsync(new Uri("/sandbox/api/notifications", UriKind.Relative)))!.AsArray();
        return [.. list.Select(s => ((string)s!["mailbox"]!, (bool)s["isConnected"]!))];
    }

    private HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("X-Sandbox", "1");
        return client;
    }
}
