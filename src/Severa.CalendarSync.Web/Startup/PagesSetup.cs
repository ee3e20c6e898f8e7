using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Presentation;

namespace Severa.CalendarSync.Web.Startup;

internal static partial class PagesSetup
{
    private const int MostFields = 20_000;

    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services
            .AddRazorPages(options =>
            {
                options.Conventions.Add(new PageRouteTransformerConvention(new HyphenatedPaths()));
                options.Conventions.AuthorizeFolder("/Settings", Policies.Administrator);
                options.Conventions.AuthorizeFolder("/Overview", Policies.Administrator);
                options.Conventions.AuthorizeFolder("/Operations", Policies.Operator);
                foreach (var page in Policies.AnonymousPages)
                {
                    options.Conventions.AllowAnonymousToPage(page);
                }
            })
            .AddViewOptions(options => options.HtmlHelperOptions.ClientValidationEnabled = false)
            .AddViewLocalization()
            .AddDataAnnotationsLocalization(options =>
                options.DataAnnotationLocalizerProvider = (_, localizers) => localizers.Create(typeof(SharedTexts)));
        services.Configure<RouteOptions>(options =>
        {
            options.LowercaseUrls = true;
            options.LowercaseQueryStrings = false;
        });
        services.AddSingleton<IConfigureOptions<MvcOptions>, FormMessages>();
        // Held deletions are decided pair by pair.
        services.Configure<FormOptions>(options => options.ValueCountLimit = MostFields);
        services.Configure<MvcOptions>(options => options.MaxModelBindingCollectionSize = MostFields);
        services.AddHttpContextAccessor();
        services.AddScoped<Reader>();
        services.AddScoped<Times>();
        return services;
    }

    /// <summary>Page "ActivityTypes" is found at "activity-types".</summary>
    private sealed partial class HyphenatedPaths : IOutboundParameterTransformer
    {
        public string? TransformOutbound(object? value) =>
            value is null ? null : Hump().Replace(value.ToString()!, "${end}-${start}").ToLowerInvariant();

        [GeneratedRegex("(?<end>[a-z0-9])(?<start>[A-Z])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
        private static partial Regex Hump();
    }
}
