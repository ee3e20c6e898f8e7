using System.Reflection;
using System.Text.RegularExpressions;

namespace Severa.CalendarSync.Web.Help;

/// <summary>The drawings of the help: SVG files of the folder images beside the pages of a language, embedded into this program. As an image an SVG runs no script.</summary>
internal static partial class HelpImages
{
    /// <summary>The drawing itself in place of its address; nothing for any other address, so that no page asks elsewhere.</summary>
    public static string AsData(string? url, string language)
    {
        var folder = language == HelpTopics.English ? "help" : $"help/{language}";
        using var stream = url is not null && Drawing().IsMatch(url) ? Assembly.GetExecutingAssembly().GetManifestResourceStream($"{folder}/{url}") : null;
        if (stream is null)
        {
            return "";
        }

        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return "data:image/svg+xml;base64," + Convert.ToBase64String(copy.ToArray());
    }

    [GeneratedRegex("^images/[a-z-]+\\.svg$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Drawing();
}
