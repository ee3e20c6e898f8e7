using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Severa.CalendarSync.Core.Reconciliation;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Web.Telemetry;
using Severa.CalendarSync.Web.Tests.Faults;
using Severa.CalendarSync.Web.Tests.Story;

namespace Severa.CalendarSync.Web.Tests.Telemetry;

/// <summary>What the service measures, and who reads it.</summary>
[Collection(StoryCollection.Name)]
public sealed class MetricsTests(MetricsTests.TwoHosts hosts) : IClassFixture<MetricsTests.TwoHosts>
{
    private const string Key = "Bearer " + Planted.MetricsKey;

    private FaultOrganisation Organisation => hosts.Organisation;

    private FaultApp App => Organisation.App;

    [Fact]
    public async Task Measurements_OpenForOperatorsAndTheKey_AndNobodyElse()
    {
        Assert.Equal(HttpStatusCode.OK, await AskedAsync(App, Key));
        foreach (var wrong in new[] { "Bearer " + Planted.MetricsKey[1..], "Bearer ", Planted.MetricsKey, "Basic " + Planted.MetricsKey })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await AskedAsync(App, wrong));
        }

        Assert.Equal(HttpStatusCode.Redirect, await AskedAsync(App, null));
        using var answer = await Organisation.Administrator.Visitor.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var refusal = await Organisation.Aino.Visitor.GetAsync("/metrics");
        Assert.Equal(HttpStatusCode.Forbidden, refusal.StatusCode);

        using var scraper = App.Visit();
        scraper.Claim("Authorization", Key);
        using var page = await scraper.GetAsync("/profile");
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
    }

    [Fact]
    public async Task WithoutAKey_NoScraperIsLetIn()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await AskedAsync(hosts.WithoutKey, Key));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskedAsync(hosts.WithoutKey, "Bearer "));
    }

    [Fact]
    public async Task Runs_Requests_TheState_AndTrouble_AreMeasured()
    {
        var connection = (await App.ConnectionAsync()).Id.ToString();
        await Organisation.EditAsync("Edited");
        await Organisation.Aino.SyncNowAsync();
        await Organisation.Aino.Runs.SucceededAsync();
        await App.QueryAsync(async db =>
        {
            await db.ExchangeConnections.ExecuteUpdateAsync(set => set.SetProperty(c => c.SecretEndsAt, App.UtcNow.AddDays(20)));
            var link = await db.Links.OrderBy(l => l.Id).Select(l => l.Id).FirstAsync();
            return await db.Links.Where(l => l.Id == link).ExecuteUpdateAsync(set => set.SetProperty(l => l.State, LinkState.Held));
        });
        App.Time.MoveOn(StateGauges.FreshFor);
        AssertAllIsWell(await MetricsText.ReadAsync(App), connection);

        await Organisation.Faults.SwitchOnAsync(new FaultRule(FaultKind.ServerBusy, AppFactory.Aino, IsLasting: true));
        await Organisation.Aino.SyncNowAsync();
        await Organisation.Aino.Runs.FailedAsync();
        App.Time.MoveOn(TimeSpan.FromHours(1));
        await AssertTroubleAsync(await MetricsText.ReadAsync(App));
    }

    private static void AssertAllIsWell(MetricsText metrics, string connection)
    {
        Assert.True(metrics.Sum("calendarsync_runs_total", ("outcome", "Succeeded"), ("error", "")) >= 3, metrics.Text);
        Assert.True(metrics.Sum("calendarsync_run_duration_seconds_count", ("outcome", "Succeeded")) >= 3);
        Assert.True(metrics.Sum("calendarsync_actions_total", ("action", "create"), ("side", "severa")) >= 4);
        Assert.True(metrics.Sum("calendarsync_actions_total", ("action", "update"), ("side", "outlook")) >= 1);
        Assert.True(metrics.Sum("calendarsync_lag_seconds_count") >= 1);
        Assert.True(metrics.Sum("calendarsync_requests_total", ("connection", connection), ("result", "ok")) >= 10);
        Assert.Equal([connection], metrics.Values("calendarsync_request_duration_seconds_count", "connection"));
        Assert.Equal(2, metrics.Sum("calendarsync_mailboxes"));
        Assert.Equal(2, metrics.Sum("calendarsync_mailboxes_in_time"));
        Assert.InRange(metrics.Sum("calendarsync_stalest_age_seconds")!.Value, 0, 300);
        Assert.Equal(1, metrics.Sum("calendarsync_held"));
        Assert.InRange(metrics.Sum("calendarsync_certificate_days", ("use", "connection"), ("connection", connection))!.Value, 19.9, 20);
        Assert.NotNull(metrics.Sum("dotnet_process_memory_working_set_bytes"));
        Assert.NotNull(metrics.Sum("http_server_request_duration_seconds_count"));
    }

    private async Task AssertTroubleAsync(MetricsText metrics)
    {
        Assert.True(metrics.Sum("calendarsync_runs_total", ("outcome", "Failed"), ("error", "E22")) >= 1, metrics.Text);
        Assert.True(metrics.Sum("calendarsync_requests_total", ("result", "busy")) >= 1);
        Assert.True(metrics.Sum("calendarsync_stalest_intervals") >= 11, metrics.Text);

        // Several hosts may live in one process.
        using var other = await hosts.WithoutKey.SignInAsync(AppFactory.Admin);
        Assert.DoesNotContain("calendarsync_runs_total", await other.ReadAsync("/metrics"), StringComparison.Ordinal);

        // The database is asked once in a while, not with every question.
        await App.QueryAsync(db => db.Mailboxes.ExecuteUpdateAsync(set => set.SetProperty(m => m.IsEnabled, false)));
        Assert.Equal(2, (await MetricsText.ReadAsync(App)).Sum("calendarsync_mailboxes"));
        App.Time.MoveOn(StateGauges.FreshFor);
        Assert.Equal(0, (await MetricsText.ReadAsync(App)).Sum("calendarsync_mailboxes"));
    }

    [Theory]
    [InlineData("Telemetry:MetricsKey", "too short", "Telemetry:MetricsKey is too short")]
    [InlineData("Telemetry:Otlp", "collector:4317", "Telemetry:Otlp is no address")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector", "OTEL_EXPORTER_OTLP_ENDPOINT is no address")]
    [InlineData("Telemetry:TraceRatio", "10 %", "Telemetry:TraceRatio is no share")]
    [InlineData("Telemetry:TraceRatio", "1.5", "Telemetry:TraceRatio is no share")]
    public void WrongSetting_IsOneSentence(string setting, string value, string problem) =>
        Assert.StartsWith(problem, Assert.Single(TelemetryOptions.Problems(Configured((setting, value)))), StringComparison.Ordinal);

    [Fact]
    public void RightSettings_AreNoProblem() => Assert.Empty(TelemetryOptions.Problems(Configured(
        ("Telemetry:MetricsKey", Planted.MetricsKey), ("Telemetry:Otlp", "http://collector:4317"), ("Telemetry:TraceRatio", "0.25"))));

    private static IConfiguration Configured(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))).Build();

    private static async Task<HttpStatusCode> AskedAsync(AppFactory app, string? key)
    {
        using var answer = await MetricsText.AskAsync(app, key);
        return answer.StatusCode;
    }

    /// <summary>An organisation in sync, and a service that knows no key.</summary>
    public sealed class TwoHosts : IAsyncLifetime
    {
        internal FaultOrganisation Organisation { get; private set; } = null!;

        internal AppFactory WithoutKey { get; } = new();

        public async Task InitializeAsync() => Organisation = await FaultOrganisation.StartAsync();

        public async Task DisposeAsync()
        {
            await Organisation.DisposeAsync();
            await WithoutKey.DisposeAsync();
        }
    }
}
