using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox;

var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddCommandLine(args, SandboxCommands.Switches);
builder.Services.AddSandbox(builder.Configuration);
builder.Services.AddAuthorization();
var app = builder.Build();
try
{
    // Before anything logs a stack trace: a wrong setting is told in one sentence.
    _ = app.Services.GetRequiredService<IOptions<SandboxOptions>>().Value;
    if (SandboxCommands.Run(app) is { } exitCode)
    {
        return exitCode;
    }

    app.UseRequestLocalization(options => options.SetDefaultCulture("en").AddSupportedCultures("en", "fi").AddSupportedUICultures("en", "fi"));
    app.MapSandbox();
    app.MapGet("/", () => Results.Redirect("/sandbox"));
    app.Run();
    return 0;
}
catch (OptionsValidationException error)
{
    foreach (var problem in error.Failures)
    {
        Console.Error.WriteLine(problem);
    }

    return 2;
}
