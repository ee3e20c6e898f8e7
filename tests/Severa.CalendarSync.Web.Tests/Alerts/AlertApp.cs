using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Web.Alerts;
using Severa.CalendarSync.Web.Tests.Faults;
using Severa.CalendarSync.Web.Tests.Mail;

namespace Severa.CalendarSync.Web.Tests.Alerts;

/// <summary>The service with a mail server, a receiver of webhooks, and a clock that can be set forward.</summary>
public sealed class AlertApp : AppFactory, IAsyncLifetime
{
    public const string Page = "/settings/alerts";
    public const string Secret = "a secret of the tests";
    private readonly string _rootFile = Path.GetTempFileName();

    public AlertApp()
    {
        File.WriteAllText(_rootFile, MailServer.Pem);
        Settings["Mail:Host"] = "localhost";
        Settings["Mail:Port"] = $"{MailServer.Port}";
        Settings["Mail:TrustedRootFile"] = _rootFile;
        Settings["Mail:UserName"] = TestMailServer.UserName;
        Settings["Mail:Password"] = TestMailServer.Password;
        Settings["Mail:From"] = "sync@contoso.test";
        Settings["PublicUrl"] = "https://sync.contoso.test";
        Settings["Limits:WorkPerMinute"] = "10000";
    }

    internal TestMailServer MailServer { get; } = new();

    internal WebhookServer Receiver { get; private set; } = null!;

    internal FaultTime Time { get; } = new();

    public async Task InitializeAsync() => Receiver = await WebhookServer.StartAsync();

    async Task IAsyncLifetime.DisposeAsync()
    {
        await Receiver.DisposeAsync();
        MailServer.Dispose();
        File.Delete(_rootFile);
        await DisposeAsync();
    }

    /// <summary>Fills in the form: one address, and the receiver.</summary>
    internal Task<HttpResponseMessage> SaveAsync(Visitor administrator, params (string Name, string Value)[] typed) => SaveAsync(administrator, handler: null, typed);

    internal async Task<HttpResponseMessage> SaveAsync(Visitor administrator, string? handler, (string Name, string Value)[] typed)
    {
        var version = await QueryAsync(db => db.AlertSettings.Select(s => s.Version).SingleOrDefaultAsync());
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Input.Recipients"] = "boss@contoso.test",
            ["Input.Language"] = "en",
            ["Input.WebhookUrl"] = Receiver.Url,
            ["Input.WebhookSecret"] = Secret,
            ["Input.FailingPercent"] = "20",
            ["Input.Version"] = $"{version}",
        };
        foreach (var (name, value) in typed)
        {
            fields[name] = value;
        }

        return await administrator.SendAsync(Page, handler, [.. fields.Select(f => (f.Key, f.Value))]);
    }

    /// <summary>What the service does each minute.</summary>
    internal Task RoundAsync(int minutesLater = 0)
    {
        Time.MoveOn(TimeSpan.FromMinutes(minutesLater));
        return Services.GetRequiredService<AlertWatch>().RoundAsync(CancellationToken.None);
    }

    internal Task StopDeletionsAsync(bool stop) =>
        QueryAsync(db => db.Organizations.ExecuteUpdateAsync(set => set.SetProperty(o => o.DeletionsStoppedAt, stop ? DateTime.UtcNow : (DateTime?)null)));

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
    }
}
