using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>Texts of the resource files, as the pages take them.</summary>
internal static class FaultWords
{
    public static string Of<T>(AppFactory app, string key, string language)
    {
        var text = In(language, () => app.Services.GetRequiredService<IStringLocalizer<T>>()[key]);
        return text.ResourceNotFound ? throw new InvalidOperationException($"There is no text {key}.") : text.Value;
    }

    public static T In<T>(string language, Func<T> read)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return read();
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
