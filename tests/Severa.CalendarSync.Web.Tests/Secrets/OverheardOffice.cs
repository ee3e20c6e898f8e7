using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Severa.CalendarSync.Sandbox;
using Severa.CalendarSync.Sandbox.Entra;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Secrets;

/// <summary>A simulated Office 365 with its Entra, which remembers every proof it was shown and every token that was used.</summary>
internal sealed class OverheardOffice : StoryApp
{
    public const string ClientSecret = "Right~" + Planted.Marker + "-3";

    private readonly ConcurrentDictionary<string, bool> _assertions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);

    public OverheardOffice()
    {
        Settings["Sandbox:Seed"] = "false";
        Settings["Sandbox:ServerVersion"] = "Office365";
        Settings["Sandbox:Applications:0:ClientSecret"] = ClientSecret;
    }

    public IReadOnlyCollection<string> Assertions => [.. _assertions.Keys];

    public IReadOnlyCollection<string> Tokens => [.. _tokens.Keys];

    public SandboxApplication Application => Services.GetRequiredService<IOptions<SandboxOptions>>().Value.Applications[0];

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<IStartupFilter>(new Ear(this)));
    }

    private async Task HearAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Request.HasFormContentType && (await http.Request.ReadFormAsync())["client_assertion"].ToString() is { Length: > 0 } assertion)
        {
            _assertions[assertion] = true;
        }

        const string bearer = "Bearer ";
        if (http.Request.Headers.Authorization.ToString() is var header && header.StartsWith(bearer, StringComparison.Ordinal))
        {
            _tokens[header[bearer.Length..]] = true;
        }

        await next(http);
    }

    private sealed class Ear(OverheardOffice office) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(office.HearAsync);
            next(app);
        };
    }
}
