using Ical.Net;
using Ical.Net.DataTypes;
using Severa.CalendarSync.TestKit;

namespace Severa.CalendarSync.Web.Tests.Story;

/// <summary>A calendar that nobody here wrote: imported into Outlook, it arrives in Severa at the times another library computes.</summary>
[Collection(StoryCollection.Name)]
public sealed class CalendarFileTests
{
    /// <summary>Every day at seven in Berlin, without an end: the window crosses the change to summer time.</summary>
    private const string Name = "Google1.ics";
    private const string Berlin = "Europe/Berlin";

    [CalendarFileFact]
    public async Task Endless_series_of_another_zone_is_in_Severa_at_its_local_times()
    {
        await using var app = new DemoStoryApp();
        app.Settings["Sandbox:Seed"] = "false";
        using var outlook = new OutlookOf(app);
        var (runs, file) = (new SyncRuns(app), await File.ReadAllBytesAsync(Path.Combine(CalendarFiles.Folder!, Name)));
        Assert.Equal(1, await outlook.ImportAsync(file));
        using var aino = await app.SignInAsync(AppFactory.Aino);
        await aino.SwitchAsync(app, "on");
        await runs.SucceededAsync();

        var mailbox = await runs.MailboxAsync();
        var expected = Occurrences(file, mailbox.WindowStart!.Value, mailbox.WindowEnd!.Value);
        var made = (await new BothCalendars(app, outlook, runs).ActivitiesAsync()).Where(a => a.Title == "Zähne putzen").ToList();
        Assert.Equal(expected.Order(), made.Select(a => a.StartsAt).Order());
        Assert.InRange(made.Count, 209, 212);
        Assert.All(made, a => Assert.Equal((new TimeOnly(7, 0), TimeSpan.FromHours(1)), (TimeOnly.FromDateTime(InBerlin(a.StartsAt)), a.EndsAt - a.StartsAt)));
        Assert.Equal(2, made.Select(a => a.StartsAt.Hour).Distinct().Count());
    }

    /// <summary>By Ical.Net, which has no part in how series are expanded here.</summary>
    private static List<DateTime> Occurrences(byte[] file, DateTime from, DateTime to)
    {
        var series = Calendar.Load(System.Text.Encoding.UTF8.GetString(file))!.Events.Single();
        return [.. series.GetOccurrences(new CalDateTime(DateTime.SpecifyKind(from.AddDays(-2), DateTimeKind.Utc)))
            .Select(o => o.Period.StartTime.AsUtc)
            .TakeWhile(start => start < to)
            .Where(start => start.AddHours(1) > from)];
    }

    private static DateTime InBerlin(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), TimeZoneInfo.FindSystemTimeZoneById(Berlin));
}

/// <summary>A test over the shared calendar files; reported as skipped, with the reason, where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CalendarFileFactAttribute : FactAttribute
{
    public CalendarFileFactAttribute() => Skip = CalendarFiles.Folder is null ? "No calendar files here: set ICS_DIR." : null;
}

internal static class CalendarFiles
{
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        var named = Environment.GetEnvironmentVariable("ICS_DIR");
        var folder = string.IsNullOrEmpty(named) ? Path.Combine(Repository.Root, "..", "shared", "ics") : named;
        return Directory.Exists(folder) ? folder : null;
    }
}
