using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Data.Activities;

namespace Severa.CalendarSync.Web.Activities;

/// <summary>Something to correct: the field, and the key of its message in <see cref="ActivityTexts"/> with the value it names.</summary>
public sealed record FormProblem(string Field, string Message, object? Value = null);

/// <summary>What is wrong with a form: everything, not only the first.</summary>
public static class ActivityFormRules
{
    private const int MaxName = 200;
    private const int MaxHours = 10_000;
    private const int MostDays = 366;

    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2100, 1, 1);

    public static IEnumerable<FormProblem> Check(ActivityForm form) =>
        Texts(form).Concat(Days(form)).Concat(Times(form)).Concat(Business(form)).OfType<FormProblem>();

    private static IEnumerable<FormProblem?> Texts(ActivityForm form)
    {
        var store = BuiltInActivities.StoreTraits;
        yield return PlainText.Line(form.Title).Length == 0 ? new(nameof(form.Title), "Title_Required") : TooLong(nameof(form.Title), form.Title, store.MaxTitle);
        yield return TooLong(nameof(form.Place), form.Place, store.MaxPlace);
        yield return TooLong(nameof(form.Notes), form.Notes, store.MaxNotes);
    }

    private static IEnumerable<FormProblem?> Days(ActivityForm form)
    {
        yield return Day(nameof(form.FirstDay), form.FirstDay, "FirstDay_Required");
        yield return Day(nameof(form.LastDay), form.LastDay, "LastDay_Required");
        if (form is { FirstDay: { } first, LastDay: { } last })
        {
            yield return last < first ? new(nameof(form.LastDay), "LastDay_BeforeFirst")
                : last.DayNumber - first.DayNumber >= MostDays ? new(nameof(form.LastDay), "LastDay_TooFar") : null;
        }
    }

    private static IEnumerable<FormProblem?> Times(ActivityForm form)
    {
        if (form.IsAllDay)
        {
            yield break;
        }

        yield return form.StartTime is null ? new(nameof(form.StartTime), "StartTime_Required") : null;
        yield return form.EndTime is null ? new(nameof(form.EndTime), "EndTime_Required") : null;
        yield return form.FirstDay == form.LastDay && form.EndTime < form.StartTime ? new(nameof(form.EndTime), "EndTime_BeforeStart") : null;
    }

    private static IEnumerable<FormProblem?> Business(ActivityForm form)
    {
        yield return TooLong(nameof(form.Customer), form.Customer, MaxName);
        yield return TooLong(nameof(form.Project), form.Project, MaxName);
        yield return form.Hours is < 0 or >= MaxHours ? new(nameof(form.Hours), "Hours_Range") : null;
    }

    private static FormProblem? Day(string field, DateOnly? day, string missing) =>
        day is null ? new(field, missing) : day < Earliest || day >= Latest ? new(field, "Day_Range") : null;

    private static FormProblem? TooLong(string field, string? text, int most) => text?.Length > most ? new(field, "TooLong", most) : null;
}
