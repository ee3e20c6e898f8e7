using Serilog;
using Severa.CalendarSync.Web.Startup;

Log.Logger = Logging.CreateBootstrapLogger();
try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.ConfigureLogging().ConfigureServices();
    if (Commands.Of(args) is { } command)
    {
        await using var services = builder.Build();
        return await command(services.Services);
    }

    // The database first: Hangfire's part of it is made with the pipeline.
    var app = builder.Build();
    await app.PrepareDatabaseAsync();
    await app.ConfigurePipeline().RunAsync();
    return 0;
}
catch (StartRefusedException refusal)
{
    Log.Fatal("The service does not start. {Reason}", refusal.Message);
    return 1;
}
catch (Exception problem) when (problem is not HostAbortedException)
{
    Log.Fatal(problem, "The service stopped unexpectedly");
    return 1;
}
finally
{
    await Log.CloseAndFlushAsync();
}
