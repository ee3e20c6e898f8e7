using Severa.CalendarSync.Sandbox;

namespace Severa.CalendarSync.Web.Demo;

/// <summary>The simulated Exchange and the demo organisation. Both are refused outside Development.</summary>
internal static class DemoSetup
{
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration)
    {
        if (IsOn(configuration, "Sandbox"))
        {
            services.AddSandbox(configuration);
        }

        if (IsOn(configuration, "Demo"))
        {
            services.AddScoped<DemoActivities>().AddScoped<DemoOrganization>();
            if (IsOn(configuration, "Sandbox"))
            {
                services.AddHostedService<SandboxConnection>();
            }
        }

        return services;
    }

    public static WebApplication MapDemo(this WebApplication app)
    {
        if (IsOn(app.Configuration, "Sandbox"))
        {
            app.MapSandboxEws();
            app.MapSandboxEntra();
            app.MapSandboxAutodiscover();
            app.MapSandboxOutlook().RequireAuthorization();
            app.MapSandboxApi().AllowAnonymous();
        }

        return app;
    }

    public static async Task SeedDemoAsync(this WebApplication app)
    {
        if (!IsOn(app.Configuration, "Demo"))
        {
            return;
        }

        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DemoOrganization>().SeedAsync(CancellationToken.None);
        app.Lifetime.ApplicationStarted.Register(PrintSignIns);
    }

    private static bool IsOn(IConfiguration configuration, string section) => configuration.GetValue<bool>($"{section}:Enabled");

    private static void PrintSignIns()
    {
        Console.WriteLine();
        Console.WriteLine("Demo organisation. Sign in with the password " + DemoPeople.Password + " as");
        Console.WriteLine("  " + DemoPeople.Administrator + "  (administrator and operator)");
        foreach (var (_, email) in DemoPeople.Users)
        {
            Console.WriteLine("  " + email);
        }

        Console.WriteLine();
    }
}
