using System.Data.Common;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Startup;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Jobs;
using Severa.CalendarSync.Web.Demo;
using Severa.CalendarSync.Web.Exchange;
using Severa.CalendarSync.Web.Mail;
using Severa.CalendarSync.Web.Activities;
using Severa.CalendarSync.Web.Notifications;
using Severa.CalendarSync.Web.Profile;
using Severa.CalendarSync.Web.Security;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Settings;

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
            .AddKeyProtection(configuration)
            .AddSignIn(configuration, builder.Environment)
            .AddPolicies()
            .AddRequestLimits(configuration)
            .AddKnownProxies(configuration)
            .AddLanguages()
            .AddMail(configuration)
            .AddAccountServices()
            .AddExchangeSettings(configuration, builder.Environment)
            .AddOrganizationSettings()
            .AddActivityPages()
            .AddProfilePages()
            .AddPages()
            .AddJobs()
            .AddNotifications(configuration)
            .AddJobServer()
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
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
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
            await app.Services.GetRequiredService<DatabaseStartup>().MigrateAsync();
        }
        catch (DbException problem)
        {
            throw new StartRefusedException(
                $"The database cannot be used: {problem.Message.TrimEnd('.')}. Check Database:ConnectionString, and that the server runs and lets this login in.");
        }

        await app.SeedDemoAsync();
        await app.Services.GetRequiredService<SetUpCode>().AnnounceAsync(CancellationToken.None);
    }
}
