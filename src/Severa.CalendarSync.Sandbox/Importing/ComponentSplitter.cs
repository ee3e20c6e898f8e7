using System.Text;

namespace Severa.CalendarSync.Sandbox.Importing;

/// <summary>An event of a file as its own text, so that one broken event cannot take the others with it.</summary>
internal sealed record EventText(string Text, string Uid);

/// <summary>Takes an iCalendar file apart without understanding it.</summary>
internal static class ComponentSplitter
{
    public static string Decode(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    public static (IReadOnlyList<EventText> Events, IReadOnlyList<ImportProblem> Others) Split(string text)
    {
        var (events, others) = (new List<EventText>(), new List<ImportProblem>());
        List<string>? open = null;
        foreach (var line in Unfold(text))
        {
            var mark = line.Trim().ToUpperInvariant();
            if (mark == "BEGIN:VEVENT")
            {
                if (open is not null)
                {
                    others.Add(new ImportProblem("VEVENT", UidOf(open), "The event has no end."));
                }

                open = [];
            }
            else if (mark == "END:VEVENT" && open is not null)
            {
                events.Add(new EventText(string.Join("\r\n", open), UidOf(open)));
                open = null;
            }
            else if (open is not null)
            {
                open.Add(line);
            }
            else if (mark is "BEGIN:VTODO" or "BEGIN:VJOURNAL" or "BEGIN:VFREEBUSY")
            {
                others.Add(new ImportProblem(mark[6..], "", "Only events are imported."));
            }
        }

        if (open is not null)
        {
            others.Add(new ImportProblem("VEVENT", UidOf(open), "The event has no end."));
        }

        return (events, others);
    }

    /// <summary>Lines that begin with a space or a tab continue the one before.</summary>
    private static List<string> Unfold(string text)
    {
        var lines = new List<string>();
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.Length > 0 && line[0] is ' ' or '\t' && lines.Count > 0)
            {
                lines[^1] += line[1..];
            }
            else if (line.Trim().Length > 0)
            {
                lines.Add(line);
            }
        }

        return lines;
    }

    private static string UidOf(List<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith("UID", StringComparison.OrdinalIgnoreCase))?.Split(':', 2).ElementAtOrDefault(1)?.Trim() ?? "";
}
