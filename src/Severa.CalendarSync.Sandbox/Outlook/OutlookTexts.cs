using System.Globalization;
using System.Resources;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>The words of the page, from OutlookTexts.resx and OutlookTexts.fi.resx, whatever resource folder the host has set.</summary>
internal static class OutlookTexts
{
    private static readonly ResourceManager Resources = new("Severa.CalendarSync.Sandbox.Outlook.OutlookTexts", typeof(OutlookTexts).Assembly);

    /// <summary>The language the words come in: Finnish when asked for, else English.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "fi" ? "fi" : "en";

    public static string Of(string name) => Resources.GetString(name, CultureInfo.CurrentUICulture) ?? name;

    public static string Of(string name, params object[] values) => string.Format(CultureInfo.CurrentCulture, Of(name), values);
}
