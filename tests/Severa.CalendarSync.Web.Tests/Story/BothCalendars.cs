using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>Compares one person's two calendars without asking the service's links.</summary>
internal sealed class BothCalendars(AppFactory app, OutlookOf outlook, SyncRuns runs)
{
    private const int LongestTitle = 255;

    public static TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

    public Task<List<SeveraActivity>> ActivitiesAsync() =>
        app.QueryAsync(db => db.Activities.AsNoTracking().Include(a => a.Type).Where(a => db.Users.Single(u => u.Id == a.OwnerId).Email == AppFactory.Aino).ToListAsync());

    public async Task<SeveraActivity> ActivityAsync(string title) => (await ActivitiesAsync()).Single(a => a.Title == title);

    public async Task<bool> HasActivityAsync(string title) => (await ActivitiesAsync()).Exists(a => a.Title == title);

    public async Task<bool> HasEntryAsync(string title) => (await outlook.AllAsync()).Any(e => e.Title == title);

    /// <summary>What Outlook shows in the window of the last run, cancelled and declined meetings left out.</summary>
    public async Task<IReadOnlyList<OutlookEntry>> ExpectedAsync()
    {
        var mailbox = await runs.MailboxAsync();
        var shown = await outlook.BetweenAsync(Utc(mailbox.WindowStart!.Value), Utc(mailbox.WindowEnd!.Value));
        return [.. shown.Where(entry => !entry.IsCancelledOrDeclined)];
    }

    /// <summary>Every entry is an activity of the right type at the right time, and nothing else is but the titles <paramref name="onlyInSevera"/>.</summary>
    /// <returns>How many, and how many of them private.</returns>
    public async Task<(int All, int Private)> AssertEqualAsync(string privateType, string defaultType, params string[] onlyInSevera)
    {
        var expected = await ExpectedAsync();
        var wanted = expected.Select(e => $"{When(e)} {Title(e.Title)} [{(e.IsPrivate ? privateType : defaultType)}]").Order(StringComparer.Ordinal);
        var made = (await ActivitiesAsync()).Where(a => !onlyInSevera.Contains(a.Title)).Select(a => $"{When(a)} {Title(a.Title)} [{a.Type!.Name}]").Order(StringComparer.Ordinal);
        Assert.Equal(wanted, made);
        return (expected.Count, expected.Count(e => e.IsPrivate));
    }

    public static DateTimeOffset Instant(DateTime local) => Zones.ToInstant(local, Zone);

    public static DateTime Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Zone);

    private static DateTimeOffset Utc(DateTime stored) => new(DateTime.SpecifyKind(stored, DateTimeKind.Utc));

    private static string Title(string text) => text.Length > LongestTitle ? text[..LongestTitle].TrimEnd() : text;

    private static string When(OutlookEntry entry) => entry.IsAllDay ? $"{entry.FirstDay:yyyy-MM-dd}" : $"{entry.Start.UtcDateTime:yyyy-MM-dd HH:mm}-{entry.End.UtcDateTime:HH:mm}";

    private static string When(SeveraActivity activity) => activity.IsAllDay ? $"{activity.FirstDay:yyyy-MM-dd}" : $"{activity.StartsAt:yyyy-MM-dd HH:mm}-{activity.EndsAt:HH:mm}";
}
