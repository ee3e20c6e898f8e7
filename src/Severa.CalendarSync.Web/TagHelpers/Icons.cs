namespace Severa.CalendarSync.Web.TagHelpers;

/// <summary>The drawings, on a field of 24 by 24.</summary>
internal static class Icons
{
    private static readonly Dictionary<string, string> Drawings = new(StringComparer.Ordinal)
    {
        ["calendar"] = "<rect x='3' y='5' width='18' height='16' rx='2'/><path d='M3 10h18M8 2v5M16 2v5'/>",
        ["chart"] = "<path d='M4 20V4M4 20h16M9 16v-4M14 16V8M19 16v-6'/>",
        ["gear"] = "<circle cx='12' cy='12' r='3.2'/><path d='M12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3M5.3 5.3l2.1 2.1M16.6 16.6l2.1 2.1M5.3 18.7l2.1-2.1M16.6 7.4l2.1-2.1'/>",
        ["jobs"] = "<path d='M4 6h16M4 12h16M4 18h10'/><path d='M17 16l2.5 2.5L17 21'/>",
        ["mail"] = "<rect x='3' y='5' width='18' height='14' rx='2'/><path d='M3 8l9 6 9-6'/>",
        ["person"] = "<circle cx='12' cy='8' r='4'/><path d='M4 21c1.5-4 4.5-6 8-6s6.5 2 8 6'/>",
        ["leave"] = "<path d='M10 4H5v16h5M15 8l4 4-4 4M19 12H9'/>",
        ["menu"] = "<path d='M4 7h16M4 12h16M4 17h16'/>",
        ["check"] = "<path d='M5 13l4.5 4.5L19 7'/>",
        ["lock"] = "<rect x='5' y='11' width='14' height='9' rx='2'/><path d='M8 11V8a4 4 0 0 1 8 0v3'/>",
        ["warning"] = "<path d='M12 4L2.5 20h19zM12 10v5M12 17.5v.1'/>",
        ["info"] = "<circle cx='12' cy='12' r='9'/><path d='M12 11v6M12 7.5v.1'/>",
        ["plus"] = "<path d='M12 5v14M5 12h14'/>",
        ["sync"] = "<path d='M20 11a8 8 0 0 0-14.5-4L3 9.5M4 13a8 8 0 0 0 14.5 4l2.5-2.5M3 4.5v5h5M21 19.5v-5h-5'/>",
        ["left"] = "<path d='M15 5l-7 7 7 7'/>",
        ["right"] = "<path d='M9 5l7 7-7 7'/>",
        ["undo"] = "<path d='M4 9h11a5 5 0 0 1 0 10h-4M4 9l4-4M4 9l4 4'/>",
        ["moon"] = "<path d='M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z'/>",
        ["wait"] = "<circle cx='12' cy='12' r='9'/><path d='M12 7v5l3.5 2'/>",
        ["help"] = "<circle cx='12' cy='12' r='9'/><path d='M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.8.4-1 .9-1 1.7M12 16.8v.1'/>",
    };

    public static string Svg(string name) =>
        $"<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">{Drawings[name].Replace('\'', '"')}</svg>";
}
