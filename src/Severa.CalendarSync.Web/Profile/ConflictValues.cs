using System.Globalization;
using Microsoft.Extensions.Localization;
using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Profile;

/// <summary>The kept values of a conflict, for people: times are stored in the canonical form of <see cref="When"/>.</summary>
public sealed class ConflictValues(Times times, IStringLocalizer<ProfileTexts> texts)
{
    public string Text(ItemFields field, string value) => field switch
    {
        ItemFields.When => WhenText(value),
        ItemFields.Privacy or ItemFields.ShowAs => texts[$"Value_{value}"],
        _ => value.Length > 0 ? value : texts["Value_Empty"],
    };

    private string WhenText(string canonical)
    {
        var parts = canonical.Length > 0 ? canonical[1..].Split('/') : [];
        if (parts is not [var from, var to])
        {
            return canonical;
        }

        return canonical[0] == 'D' && Day(from) is { } first && Day(to) is { } after
            ? after == first.AddDays(1) ? times.DayName(first) : $"{times.DayName(first)} – {times.DayName(after.AddDays(-1))}"
            : Instant(from) is { } start && Instant(to) is { } end ? $"{times.DayAndTime(start)} – {times.DayAndTime(end)}" : canonical;
    }

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateTime? Instant(string text) =>
        DateTime.TryParseExact(text, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var instant)
            ? instant
            : null;
}
