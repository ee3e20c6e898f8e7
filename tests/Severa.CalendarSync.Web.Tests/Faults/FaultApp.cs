using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Faults;

/// <summary>The demo organisation with empty calendars on a clock of its own.</summary>
internal sealed class FaultApp : StoryApp
{
    public FaultApp()
    {
        (Settings["Demo:Enabled"], Settings["Sandbox:Seed"]) = ("true", "false");

        // Its clock jumps by hours; nobody is signed out by that.
        (Settings["Sessions:Longest"], Settings["Sessions:LongestIdle"], Settings["Sessions:ConfirmedFor"]) = ("90.00:00:00", "90.00:00:00", "90.00:00:00");
    }

    public FaultTime Time { get; } = new();

    public DateTime UtcNow => Time.GetUtcNow().UtcDateTime;

    public Task<ExchangeConnection> ConnectionAsync() => QueryAsync(db => db.ExchangeConnections.AsNoTracking().SingleAsync());

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
    }
}
