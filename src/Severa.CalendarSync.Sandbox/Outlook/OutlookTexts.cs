using Microsoft.Extensions.Localization;

namespace Severa.CalendarSync.Sandbox.Outlook;

/// <summary>The words of the page, from OutlookTexts.resx and OutlookTexts.fi.resx.</summary>
internal sealed class OutlookTexts(IStringLocalizer<OutlookTexts> localizer)
{
    public string this[string name] => localizer[name];

    public string Format(string name, params object[] values) => localizer[name, values];
}
