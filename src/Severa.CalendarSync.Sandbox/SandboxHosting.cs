using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox.Api;
using Severa.CalendarSync.Sandbox.Autodiscover;
using Severa.CalendarSync.Sandbox.Entra;
using Severa.CalendarSync.Sandbox.Ews;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Sandbox.Importing;
using Severa.CalendarSync.Sandbox.Mailboxes;
using Severa.CalendarSync.Sandbox.Notifications;
using Severa.CalendarSync.Sandbox.Outlook;
using Severa.CalendarSync.Sandbox.SignIn;
using Severa.CalendarSync.Sandbox.Throttling;
using Severa.CalendarSync.Sandbox.Traffic;

namespace Severa.CalendarSync.Sandbox;

/// <summary>Puts the simulated Exchange into a web application: alone or inside another one.</summary>
public static class SandboxHosting
{
    /// <summary>Registers the sandbox with the options of section <c>Sandbox</c>.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SandboxOptions>()
            .Bind(configuration.GetSection(SandboxOptions.Section))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<SandboxOptions>, SandboxOptionsValidator>();
        services.AddAntiforgery();
        services.AddRazorComponents();
        services.AddSandboxSignIn();
        services.AddSingleton<MailboxStore>();
        services.AddSingleton<TrafficCounters>();
        services.AddSingleton<Concurrency>();
        services.AddSingleton<FaultPlan>();
        services.AddSingleton<FaultWorld>();
        services.AddSingleton<FaultSwitch>();
        services.AddSingleton<SubscriptionHub>();
        services.AddSingleton<BackEnds>();
        services.AddSingleton<StreamingAnswer>();
        services.AddSingleton<EwsServer>();
        services.AddSingleton<UserSettings>();
        services.AddSingleton<AutodiscoverPlan>();
        services.AddSingleton<AutodiscoverServer>();
        services.AddSingleton<UserEntries>();
        services.AddSingleton<CalendarImport>();
        services.AddSingleton<ISandboxTranscript, FolderTranscript>();
        services.TryAddTimeProvider();
        return services;
    }

    /// <summary>Everything: EWS, Autodiscover, tokens, the page and the test API, all open to whoever reaches the address.</summary>
    public static IEndpointRouteBuilder MapSandbox(this IEndpointRouteBuilder app)
    {
        app.MapSandboxEws();
        app.MapSandboxAutodiscover();
        app.MapSandboxEntra();
        app.MapSandboxOutlook();
        app.MapSandboxApi();
        return app;
    }

    /// <summary>EWS, with its own sign-in; anonymous for the host.</summary>
    public static IEndpointConventionBuilder MapSandboxEws(this IEndpointRouteBuilder app) =>
        app.MapPost(EwsEndpoint.Path, EwsEndpoint.HandleAsync).AllowAnonymous().DisableAntiforgery();

    /// <summary>Autodiscover, with the sign-in of EWS; anonymous for the host.</summary>
    public static RouteGroupBuilder MapSandboxAutodiscover(this IEndpointRouteBuilder app) => AutodiscoverEndpoints.Map(app).AllowAnonymous();

    /// <summary>The token endpoint and what libraries ask before; anonymous for the host.</summary>
    public static RouteGroupBuilder MapSandboxEntra(this IEndpointRouteBuilder app) => EntraEndpoints.Map(app).AllowAnonymous();

    /// <summary>The page "Outlook" under /sandbox. Add the host's policies to what is returned.</summary>
    public static RouteGroupBuilder MapSandboxOutlook(this IEndpointRouteBuilder app) => OutlookEndpoints.Map(app);

    /// <summary>The HTTP API of tests under /sandbox/api; each request carries the header <c>X-Sandbox: 1</c>.</summary>
    public static RouteGroupBuilder MapSandboxApi(this IEndpointRouteBuilder app) => SandboxApi.Map(app);

    private static void TryAddTimeProvider(this IServiceCollection services)
    {
        if (services.All(service => service.ServiceType != typeof(TimeProvider)))
        {
            services.AddSingleton(TimeProvider.System);
        }
    }
}
