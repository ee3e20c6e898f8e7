using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Connectors.Exchange;
using Severa.CalendarSync.Core.Sync;

namespace Severa.CalendarSync.Web.Tests.Settings;

/// <summary>What an administrator sees of codes that nobody knows, and of a clock that is far off (E25).</summary>
public sealed class OverviewNotesTests(OverviewNotesTests.NotedApp app) : IClassFixture<OverviewNotesTests.NotedApp>
{
    [Fact]
    public async Task Overview_CountsUnknownCodes_AndTellsOfTheClock()
    {
        using var administrator = await app.SignInAsync(AppFactory.Admin);

        var page = await administrator.ReadAsync("/overview");

        Assert.Contains("<strong>ErrorOfTomorrow</strong>", page, StringComparison.Ordinal);
        Assert.Contains(">17</td>", page, StringComparison.Ordinal);
        Assert.Contains("datetime=\"2026-11-02T08:00:00", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/help/errors#e0\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/help/errors#e25\"", page, StringComparison.Ordinal);
        Assert.Contains("about 7 minutes behind", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_SpeaksFinnish_WhereItCan()
    {
        await app.QueryAsync(db => db.Users.Where(a => a.Email == AppFactory.Sari).ExecuteUpdateAsync(set => set.SetProperty(a => a.Language, "fi")));
        using var reader = await app.SignInAsync(AppFactory.Sari);

        var errors = await reader.ReadAsync("/help/errors");
        Assert.Contains("<article class=\"card help\" lang=\"fi\">", errors, StringComparison.Ordinal);
        Assert.Contains("id=\"e7\"", errors, StringComparison.Ordinal);
    }

    public sealed class NotedApp : AppFactory
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.AddSingleton<IExchangeNotes>(new Notes()));
        }
    }

    private sealed class Notes : IExchangeNotes
    {
        private static readonly DateTimeOffset First = new(2026, 11, 2, 8, 0, 0, TimeSpan.Zero);

        public IReadOnlyList<UnknownCode> UnknownCodes => [new UnknownCode("ErrorOfTomorrow", 17, First, First.AddDays(1))];

        public ServerClock? FarClock => new(TimeSpan.FromMinutes(-7), TimeSpan.FromSeconds(0.5));
    }
}
