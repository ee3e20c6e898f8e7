using System.Globalization;
using System.Text;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>The stylesheet: the file Outlook/outlook.css and the positions of the week's grid, which strict CSP keeps out of the markup.</summary>
internal static class OutlookStyle
{
    public static string Text { get; } = Read() + Positions();

    private static string Read()
    {
        using var stream = typeof(OutlookStyle).Assembly.GetManifestResourceStream("Severa.CalendarSync.Sandbox.Outlook.outlook.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Positions()
    {
        var css = new StringBuilder("@media(min-width:761px){");
        for (var half = 0; half < 48; half++)
        {
            css.Append(CultureInfo.InvariantCulture, $".at-{half}{{grid-row-start:{half + 1}}}.long-{half + 1}{{grid-row-end:span {half + 1}}}");
        }

        for (var count = 1; count <= Lanes.Most; count++)
        {
            for (var lane = 0; lane < count; lane++)
            {
                var width = 12 / count;
                css.Append(CultureInfo.InvariantCulture, $".lane-{lane}-{count}{{grid-column:{(lane * width) + 1}/span {width}}}");
            }
        }

        return css.Append('}').ToString();
    }
}
