using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Activities;

namespace Severa.CalendarSync.Web.Activities;

/// <summary>What the form of an activity holds: days and times on the clock of whoever types.</summary>
public sealed class ActivityForm
{
    public string? Title { get; set; }

    public Guid TypeId { get; set; }

    public bool IsAllDay { get; set; }

    public DateOnly? FirstDay { get; set; }

    public TimeOnly? StartTime { get; set; }

    /// <summary>The last day, inclusive as people say it.</summary>
    public DateOnly? LastDay { get; set; }

    public TimeOnly? EndTime { get; set; }

    public string? Place { get; set; }

    public string? Notes { get; set; }

    public string? Customer { get; set; }

    public string? Project { get; set; }

    public decimal? Hours { get; set; }

    public IList<Guid> Participants { get; set; } = [];

    /// <summary>The version that was shown: a change in between is told, never overwritten unseen.</summary>
    public long Version { get; set; }

    public static ActivityForm New(DateOnly day, TimeOnly start, Guid typeId) => new()
    {
        TypeId = typeId,
        FirstDay = day,
        LastDay = day,
        StartTime = start,
        EndTime = start < new TimeOnly(23, 0) ? start.AddHours(1) : new TimeOnly(23, 59),
    };

    public static ActivityForm Of(ActivityView activity, TimeZoneInfo zone)
    {
        var content = activity.Content;
        var form = new ActivityForm
        {
            Title = content.Title,
            TypeId = content.TypeId,
            Place = content.Place,
            Notes = content.Notes,
            Customer = content.Customer,
            Project = content.Project,
            Hours = content.Hours,
            Participants = [.. content.ParticipantIds],
            Version = activity.Version,
        };
        form.Show(content.When, zone);
        return form;
    }

    /// <summary>For <see cref="ActivityEditor"/>, once <see cref="ActivityFormRules"/> found nothing wrong.</summary>
    /// <param name="zone">The zone of whoever typed.</param>
    /// <param name="stored">When it takes place as stored; kept where the form still shows it, seconds and second 03:30 of autumn included.</param>
    public ActivityInput ToInput(TimeZoneInfo zone, When? stored) => new()
    {
        Title = Title ?? "",
        When = stored is not null && Shows(stored, zone) ? stored : ToWhen(zone),
        TypeId = TypeId,
        Place = Place ?? "",
        Notes = Notes ?? "",
        Customer = Customer,
        Project = Project,
        Hours = Hours,
        ParticipantIds = [.. Participants],
    };

    internal When ToWhen(TimeZoneInfo zone) => IsAllDay
        ? When.AllDay(FirstDay!.Value, LastDay!.Value.AddDays(1))
        : When.Timed(Zones.ToInstant(FirstDay!.Value.ToDateTime(StartTime!.Value), zone), EndInstant(zone), zone.Id);

    /// <summary>On the autumn night an end may look earlier than its start: then the second of the two is meant.</summary>
    private DateTimeOffset EndInstant(TimeZoneInfo zone)
    {
        var start = Zones.ToInstant(FirstDay!.Value.ToDateTime(StartTime!.Value), zone);
        var end = Zones.ToInstant(LastDay!.Value.ToDateTime(EndTime!.Value), zone);
        return end < start ? start : end;
    }

    private void Show(When when, TimeZoneInfo zone)
    {
        IsAllDay = when.IsAllDay;
        if (when.IsAllDay)
        {
            (FirstDay, LastDay) = (when.FirstDay, when.DayAfter.AddDays(-1));
            (StartTime, EndTime) = (new TimeOnly(9, 0), new TimeOnly(10, 0));
            return;
        }

        var (start, end) = (TimeZoneInfo.ConvertTime(when.Start, zone).DateTime, TimeZoneInfo.ConvertTime(when.End, zone).DateTime);
        (FirstDay, StartTime) = (DateOnly.FromDateTime(start), Minutes(start));
        (LastDay, EndTime) = (DateOnly.FromDateTime(end), Minutes(end));
    }

    private bool Shows(When stored, TimeZoneInfo zone)
    {
        var shown = new ActivityForm();
        shown.Show(stored, zone);
        return shown.IsAllDay == IsAllDay && shown.FirstDay == FirstDay && shown.LastDay == LastDay
            && (IsAllDay || (shown.StartTime == StartTime && shown.EndTime == EndTime));
    }

    private static TimeOnly Minutes(DateTime time) => new(time.Hour, time.Minute);
}
