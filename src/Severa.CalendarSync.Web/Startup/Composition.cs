using System.Data.Common;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Startup;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Alerts;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Demo;
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Mail;
using Severa.CalendarSync.Web.Activities;
using Severa.CalendarSync.Web.Notifications;
using Severa.CalendarSync.Web.Operations;
using Severa.CalendarSync.Web.OwnData;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Security.Sessions;
using Severa.CalendarSync.Web.Settings;
using Severa.CalendarSync.Web.Telemetry;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>The whole service on one page: what it is made of, and the way of a request.</summary>
internal static class Composition
{
    public static WebApplicationBuilder ConfigureServices(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        configuration.AddSecretFiles();
        StartRules.Check(configuration, builder.Environment);

        builder.Services
            .AddSyncData(configuration, builder.Environment.ContentRootPath)
            .AddSingleton(MigrationRule.Of(configuration, builder.Environment))
            .AddKeyProtection(configuration)
            .AddSignIn(configuration, builder.Environment)
            .AddPolicies()
            .AddRequestLimits(configuration)
            .AddKnownProxies(configuration)
            .AddHsts(options => (options.MaxAge, options.IncludeSubDomains) = (TimeSpan.FromDays(365), true))
            .AddLanguages()
            .AddMail(configuration)
            .AddAccountServices()
            .AddExchangeSettings(configuration, builder.Environment)
            .AddOrganizationSettings()
            .AddAlerts()
            .AddActivityPages()
            .AddProfilePages()
            .AddOperationsPages()
            .AddOwnData()
            .AddPages()
            .AddJobs()
            .AddNotifications(configuration)
            .AddJobServer()
            .AddTelemetry(configuration)
            .AddDemo(configuration)
            .AddHealth();
        return builder;
    }

    public static WebApplication ConfigurePipeline(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseRequestLog();
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler("/status/500");
        app.UseStatusCodePagesWithReExecute("/status/{0}");
        if (!app.Environment.IsDevelopment())
        {
            app.UseHsts();
            app.UseHttpsRedirection();
            app.UseMiddleware<HttpsOnly>();
        }

        app.UseRouting();
        app.UseAuthentication();
        app.UseRequestLocalization();
        app.UseRateLimiter();
        app.UseMiddleware<EnrolmentFirst>();
        app.UseAuthorization();
        app.UseMiddleware<ReadableFields>();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous().WithMetadata(new WithoutSession());
        app.MapHealth();
        app.MapMetrics();
        app.MapJobDashboard();
        app.MapDemo();
        app.MapRazorPages().WithStaticAssets();
        return app;
    }

    /// <exception cref="StartRefusedException">The database cannot be reached, or does not let the service in.</exception>
    public static async Task PrepareDatabaseAsync(this WebApplication app)
    {
        try
        {
            var startup = app.Services.GetRequiredService<DatabaseStartup>();
            await (app.Services.GetRequiredService<MigrationRule>().AtStart ? startup.PrepareAsync() : startup.UseAsync());
        }
        catch (DatabaseOutdatedException problem)
        {
            throw new StartRefusedException(problem.Message);
        }
        catch (DbException problem)
        {
            throw StartRefusedException.OfDatabase(problem);
        }

        await app.SeedDemoAsync();
        await app.Services.GetRequiredService<SetUpCode>().AnnounceAsync(CancellationToken.None);
    }
}
