using System.Globalization;
using Microsoft.AspNetCore.Localization;
using Severa.CalendarSync.Web.Security;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>English and Finnish: the account's language, else the browser's.</summary>
internal static class Languages
{
    public const string Default = "en";

    public static readonly IReadOnlyList<string> All = [Default, "fi"];

    public static IServiceCollection AddLanguages(this IServiceCollection services)
    {
        services.AddLocalization(options => options.ResourcesPath = "Resources");
        services.Configure<RequestLocalizationOptions>(options =>
        {
            var cultures = All.Select(CultureInfo.GetCultureInfo).ToList();
            options.DefaultRequestCulture = new RequestCulture(Default);
            options.SupportedCultures = cultures;
            options.SupportedUICultures = cultures;
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(http => Task.FromResult(OfAccount(http))),
                new AcceptLanguageHeaderRequestCultureProvider(),
            ];
        });
        return services;
    }

    private static ProviderCultureResult? OfAccount(HttpContext http) =>
        http.User.FindFirst(AccountClaims.Language)?.Value is { } language ? new ProviderCultureResult(language) : null;
}
