using Severa.CalendarSync.Sandbox;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddSandbox(builder.Configuration);
builder.Services.AddAuthorization();
var app = builder.Build();
if (SandboxCommands.Run(app) is { } exitCode)
{
    return exitCode;
}

app.UseRequestLocalization(options => options.SetDefaultCulture("en").AddSupportedCultures("en", "fi").AddSupportedUICultures("en", "fi"));
app.MapSandbox();
app.MapGet("/", () => Results.Redirect("/sandbox"));
app.Run();
return 0;
