using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Serilog;
using Serilog.Events;
using Serilog.Formatting.Display;
using Serilog.Parsing;
using Severa.CalendarSync.Web.Startup;
using Severa.CalendarSync.Web.Telemetry;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Telemetry;

/// <summary>Lines of the log: when they were written, for people and for machines, and who was refused.</summary>
public sealed class LogTests(LogTests.LoggedApp app) : IClassFixture<LogTests.LoggedApp>
{
    [Fact]
    public async Task RefusedAccess_IsALine_WithTheAccountsId_AndNoName()
    {
        using var mikael = await app.SignInAsync(AppFactory.Mikael);
        using var page = await mikael.GetAsync("/overview?planted=words");
        using var form = await mikael.PostAsync("/settings/users/invite", "/profile");
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (page.StatusCode, form.StatusCode));
        var id = await app.AccountIdAsync(AppFactory.Mikael);
        var lines = app.Log.Lines.Where(line => line.Contains("Refused:", StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, line => line.StartsWith($"Warning Refused: account \"{id}\" may not \"GET\" \"/overview\" ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith($"Warning Refused: account \"{id}\" may not \"POST\" \"/settings/users/invite\" ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("planted", StringComparison.Ordinal) || line.Contains("mikael", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void WhatADatabaseSaysOfARefusedRow_IsNoLine_ItMayQuoteTheRow()
    {
        using var log = new LoggerConfiguration().ReadFrom.Configuration(app.Services.GetRequiredService<IConfiguration>()).CreateLogger();
        Assert.False(log.ForContext(Serilog.Core.Constants.SourceContextPropertyName, "Microsoft.EntityFrameworkCore.Update").IsEnabled(LogEventLevel.Error));
        Assert.True(log.ForContext(Serilog.Core.Constants.SourceContextPropertyName, "Microsoft.EntityFrameworkCore").IsEnabled(LogEventLevel.Error));
    }

    [Fact]
    public void LineForPeople_BeginsWithDateAndZone()
    {
        var at = new DateTimeOffset(2026, 11, 26, 23, 5, 7, TimeSpan.FromHours(2));
        using var line = new StringWriter(CultureInfo.InvariantCulture);
        new MessageTemplateTextFormatter(Logging.Template).Format(new LogEvent(at, LogEventLevel.Warning, null, new MessageTemplateParser().Parse("words"), []), line);
        Assert.StartsWith("2026-11-26T23:05:07+02:00 WRN ", line.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LinesForMachines_AreJson_WithTimesInUtc()
    {
        var folder = Directory.CreateTempSubdirectory("calendarsync-log-").FullName;
        await using var product = new DotnetProcess("Severa.CalendarSync.Web", "/health/ready", new Dictionary<string, string>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Telemetry__LogFormat"] = "json",
            ["Database__ConnectionString"] = $"Data Source={Path.Combine(folder, "test.db")}",
            ["Sandbox__Enabled"] = "false",
            ["Demo__Enabled"] = "false",
        });
        await product.StartAsync();
        using var visitor = new Visitor(new Uri(product.Url));
        using var answer = await visitor.GetAsync("/no-such-page");
        await Wait.UntilAsync(() => Task.FromResult(product.Output.Contains("/no-such-page", StringComparison.Ordinal)), "the line of the request", TimeSpan.FromMinutes(1));
        await product.KillAsync();
        var printed = product.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // The set-up code of an empty database is printed beside the log.
        Assert.Equal(2, printed.Count(line => line[0] != '{'));
        var lines = printed.Where(line => line[0] == '{').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(lines, line => Assert.True(line.GetProperty("@t").GetDateTime() is { Kind: DateTimeKind.Utc, Year: > 2000 }));
        var request = Assert.Single(lines, line => line.TryGetProperty("RequestPath", out var path) && path.GetString() == "/no-such-page");
        Assert.Equal((302, "GET"), (request.GetProperty("StatusCode").GetInt32(), request.GetProperty("RequestMethod").GetString()));
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("Json", 0)]
    [InlineData("text", 0)]
    [InlineData("", 0)]
    [InlineData("xml", 1)]
    [InlineData("1", 1)]
    public void Format_IsTextOrJson(string format, int problems)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Telemetry:LogFormat", format)]).Build();
        Assert.Equal(problems, TelemetryOptions.Problems(configuration).Count());
    }

    /// <summary>The demo organisation, and every line that an operator sees.</summary>
    public sealed class LoggedApp : AppFactory
    {
        public CollectedLog Log { get; } = new();

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureServices((_, services) => services.AddSerilog((_, logger) => logger.WriteTo.Sink(Log), preserveStaticLogger: true));
        }
    }
}
