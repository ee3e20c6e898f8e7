using Severa.CalendarSync.Core.Items;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Connectors.Tests.Contracts;

/// <summary>Formatted notes. Servers write HTML in their own way: a test looks for what the user sees.</summary>
public abstract class NotesContract : Contract
{
    private const string Html = "<html><body><p>Bring <b>both</b> papers</p><p>and &auml;pples</p></body></html>";

    private protected NotesContract(Func<Task<ContractServer>> start)
        : base(start)
    {
    }

    [ContractFact]
    public async Task Formatted_notes_survive_plain_text_and_its_undo()
    {
        await User.AddAsync(Entry("Formatted") with { Notes = Html, NotesAreHtml = true });
        var series = await User.AddAsync(Series("Series"));
        await User.EditAsync(series, new UserChange { Html = Html, Title = Title("Formatted") }, index: 2);
        var (formatted, plain) = ((await FormattedAsync()), (await ItemsAsync()).First(i => i.Content.Title == Title("Series")));
        Assert.All(formatted, i => Assert.True(i.Content.Notes.Contains("Bring both papers", StringComparison.Ordinal) && i.Content.Notes.Contains("äpples", StringComparison.Ordinal)));
        var calendar = Server.Open();

        var kept = await calendar.ReadNotesHtmlAsync([formatted[0].Key, plain.Key, formatted[1].Key], default);
        var overwritten = await WriteAsync(calendar, formatted, "From Severa", [null, null]);
        var between = await calendar.ReadNotesHtmlAsync([.. overwritten.Select(o => o.Key!)], default);
        Assert.Equal(["From Severa", "From Severa"], (await FormattedAsync()).Select(i => i.Content.Notes));
        await WriteAsync(calendar, [.. formatted.Zip(overwritten, (i, o) => i with { Key = o.Key!, Version = o.Version! })], "unused", [kept[0], kept[2]]);

        Assert.Equal([true, null, true], kept.Select(k => k?.Contains("<b>both</b>", StringComparison.OrdinalIgnoreCase)));
        Assert.All(between, b => Assert.DoesNotContain("<b>", b ?? "", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(formatted.Select(i => i.Content.Notes), (await FormattedAsync()).Select(i => i.Content.Notes));
    }

    private async Task<CalendarItem[]> FormattedAsync() => [.. (await ItemsAsync()).Where(i => i.Content.Title == Title("Formatted"))];

    private static async Task<IReadOnlyList<WriteOutcome>> WriteAsync(ICalendarSide calendar, CalendarItem[] items, string notes, string?[] html)
    {
        var outcomes = await calendar.UpdateAsync(
            [.. items.Zip(html, (i, h) => new ItemUpdate(i.Key, i.Version, ItemFields.Notes, i.Content with { Notes = notes, NotesHtml = h }))], default);
        AssertDone(outcomes);
        return outcomes;
    }
}
