using System.Net;
using Microsoft.EntityFrameworkCore;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>What people do on the pages, told without a browser.</summary>
internal static class People
{
    private const string Types = "/settings/activity-types";

    /// <summary>On, off or run, of the account <paramref name="email"/>.</summary>
    public static async Task SwitchAsync(this Visitor visitor, AppFactory app, string what, string email = AppFactory.Aino)
    {
        using var answer = await visitor.PostAsync($"/profile/switch/{what}", "/profile", ("Account", $"{await app.AccountIdAsync(email)}"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public static async Task SyncNowAsync(this Visitor visitor, AppFactory app, SyncRuns runs)
    {
        await visitor.SwitchAsync(app, "run");
        await runs.SucceededAsync();
    }

    /// <summary>P4 as it is, but for what is named.</summary>
    public static async Task SaveTypesAsync(this Visitor administrator, AppFactory app, string privateEntries = "", params string[] unticked)
    {
        var types = await app.QueryAsync(db => db.ActivityTypes.AsNoTracking().ToListAsync());
        var ticked = types.Where(t => t.GoesToOutlook && !unticked.Contains(t.Name, StringComparer.Ordinal));
        using var answer = await administrator.SendAsync(
            Types,
            null,
            [("Input.DefaultId", $"{types.Single(t => t.IsDefault).Id}"), ("Input.PrivateEntries", privateEntries), .. ticked.Select(t => ("Input.GoesToOutlook", $"{t.Id}"))]);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    /// <summary>P8: another title, and everything else as the form shows it.</summary>
    public static async Task RenameActivityAsync(this Visitor visitor, Data.Entities.SeveraActivity activity, string title)
    {
        var (start, end) = (BothCalendars.Local(activity.StartsAt), BothCalendars.Local(activity.EndsAt));
        using var answer = await visitor.SendAsync(
            $"/activities/edit/{activity.Id}",
            null,
            ("Input.Version", $"{activity.Version}"),
            ("Input.Title", title),
            ("Input.TypeId", $"{activity.TypeId}"),
            ("Input.FirstDay", $"{start:yyyy-MM-dd}"),
            ("Input.StartTime", $"{start:HH:mm}"),
            ("Input.LastDay", $"{end:yyyy-MM-dd}"),
            ("Input.EndTime", $"{end:HH:mm}"),
            ("Input.Place", activity.Place),
            ("Input.Notes", activity.Notes));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public static async Task DeleteActivityAsync(this Visitor visitor, Data.Entities.SeveraActivity activity)
    {
        using var answer = await visitor.SendAsync($"/activities/edit/{activity.Id}", "Delete", ("Input.Version", $"{activity.Version}"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }
}
