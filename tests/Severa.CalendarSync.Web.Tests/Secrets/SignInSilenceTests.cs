using System.Security.Cryptography.X509Certificates;
using Microsoft.EntityFrameworkCore;
using Severa.CalendarSync.Sandbox.Faults;
using Severa.CalendarSync.Web.Tests.Faults;
using Severa.CalendarSync.Web.Tests.Processes;
using Severa.CalendarSync.Web.Tests.Settings;
using Severa.CalendarSync.Web.Tests.Story;
using Xunit.Abstractions;

namespace Severa.CalendarSync.Web.Tests.Secrets;

/// <summary>
/// An application signs in to Office 365, by secret and by certificate; sign-ins are refused and runs fail. Nothing that opens anything
/// is in a log line, an exception, a job, the audit, a test's result or on the page.
/// </summary>
[Collection(StoryCollection.Name)]
public sealed class SignInSilenceTests : IAsyncLifetime, IDisposable
{
    private const string WrongSecret = Planted.WrongSecret;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly ITestOutputHelper _output;
    private readonly OverheardOffice _office = new();
    private readonly FaultApp _app = new();
    private readonly List<string> _told = [];
    private readonly SyncRuns _runs;
    private Visitor _administrator = null!;
    private Visitor _aino = null!;

    public SignInSilenceTests(ITestOutputHelper output)
    {
        _output = output;
        _runs = new SyncRuns(_app);
        _app.Settings["Exchange:Authority"] = _office.Address.GetLeftPart(UriPartial.Authority);
        _app.Settings["Exchange:WireLog"] = "Messages";
    }

    public async Task InitializeAsync()
    {
        _administrator = await _app.SignInAsync(AppFactory.Admin);
        _aino = await _app.SignInAsync(AppFactory.Aino);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _administrator.Dispose();
        _aino.Dispose();
        _app.Dispose();
        _office.Dispose();
    }

    [Fact]
    public async Task What_opens_Office_365_is_told_to_nobody()
    {
        Assert.False(await TestAsync(AsApplication("ClientSecret"), ("Input.ClientSecret", WrongSecret)));
        Assert.True(await TestAsync(("Input.ClientSecret", OverheardOffice.ClientSecret)));
        await _aino.SwitchAsync(_app, "on");
        await _runs.SucceededAsync();
        await FailAsync();
        await SaveAsync(("Input.ClientSecret", WrongSecret));
        await RefusedAsync();
        await SaveAsync(("Input.ClientSecret", OverheardOffice.ClientSecret));
        await RecoveredAsync();

        await SaveAsync(("Input.SignIn", "Certificate"));
        await RefusedAsync();
        _office.Application.Certificate = (await _app.ConnectionAsync()).Certificate!;
        _app.Time.MoveOn(TimeSpan.FromMinutes(2));
        Assert.True(await TestAsync());
        await RecoveredAsync();

        await AssertSilenceAsync();
    }

    private (string Name, string Value)[] AsApplication(string method) =>
    [
        ("Input.Version", "Office365"),
        ("Input.Url", new Uri(_office.Address, "/EWS/Exchange.asmx").AbsoluteUri),
        ("Input.SignIn", method),
        ("Input.Tenant", _office.Application.TenantDomain),
        ("Input.ApplicationId", _office.Application.ClientId),
    ];

    private Task<bool> TestAsync((string Name, string Value)[] terms, params (string Name, string Value)[] typed) => TestAsync([.. terms, .. typed]);

    /// <returns>Whether it passed.</returns>
    private async Task<bool> TestAsync(params (string Name, string Value)[] typed)
    {
        using (var answer = await _app.SaveConnectionAsync(_administrator, "Test", [.. typed, ("Input.TestAddress", AppFactory.Aino)]))
        {
            answer.AssertSaved();
        }

        var test = await _app.TestEndedAsync();
        _told.AddRange(test.Results.Select(r => $"{r}"));
        _told.AddRange(test.Attempts.Select(a => $"{a}"));
        _told.Add(await _administrator.ReadAsync(SettingsVisits.ExchangePage));
        return test.HasPassed;
    }

    private async Task SaveAsync(params (string Name, string Value)[] typed)
    {
        using var answer = await _app.SaveConnectionAsync(_administrator, null, typed);
        answer.AssertSaved();
        _told.Add(await _administrator.ReadAsync(SettingsVisits.ExchangePage));
    }

    /// <summary>A run that fails in the middle of a conversation.</summary>
    private async Task FailAsync()
    {
        using var faults = new SandboxFaults(_office);
        await faults.SwitchOnAsync(new FaultRule(FaultKind.Http500, AppFactory.Aino, IsLasting: true));
        await _aino.SwitchAsync(_app, "run");
        await _runs.FailedAsync();
        _told.Add(await _aino.ReadAsync(PageReader.Profile));
        await faults.ClearAsync();
        await _aino.SyncNowAsync(_app, _runs);
    }

    private async Task RefusedAsync()
    {
        await Wait.UntilAsync(async () => (await _runs.MailboxAsync()).ErrorNumber == 1, "a run to be refused", Patience);
        _told.Add(await _aino.ReadAsync(PageReader.Profile));
    }

    private async Task RecoveredAsync()
    {
        await Wait.UntilAsync(async () => (await _app.ConnectionAsync()).PausedUntil is null, "the connection to be used again", Patience);
        await _aino.SyncNowAsync(_app, _runs);
    }

    private async Task AssertSilenceAsync()
    {
        var connection = await _app.ConnectionAsync();
        string[] secrets =
        [
            Planted.Marker, .. Pieces(_office.Tokens), .. Pieces(_office.Assertions), .. KeyPieces(connection.Secret!),
        ];
        Assert.True(_office.Tokens.Count >= 2 && _office.Assertions.Count >= 2, $"{_office.Tokens.Count} tokens, {_office.Assertions.Count} assertions");
        var rows = await _app.QueryAsync(async db => (await db.Audit.ToListAsync()).Select(a => $"{a.Action} {a.Detail}")
            .Concat((await db.Runs.ToListAsync()).Select(r => $"{r.ErrorCode} {r.Counts}"))
            .Concat((await db.Mailboxes.ToListAsync()).Select(m => $"{m.ErrorCode}")).ToList());
        _told.AddRange(rows);
        var seen = await _app.AssertNowhereAsync(_administrator, secrets);
        Assert.All(secrets, secret => Assert.DoesNotContain(_told, text => text.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        _output.WriteLine($"{secrets.Length} secrets of {_office.Tokens.Count} tokens, {_office.Assertions.Count} assertions, a certificate and two client secrets "
            + $"in none of {seen} and {_told.Count} other pages, results and rows.");
    }

    /// <summary>A token whole, and what makes it good.</summary>
    private static IEnumerable<string> Pieces(IEnumerable<string> tokens) => tokens.SelectMany(token => new[] { token, token.Split('.')[^1] });

    /// <summary>Of the key as it is kept, and of its numbers as anybody would write them.</summary>
    private static IEnumerable<string> KeyPieces(string secret)
    {
        using var certificate = X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(secret), null, X509KeyStorageFlags.Exportable);
        using var key = certificate.GetRSAPrivateKey()!;
        var numbers = key.ExportParameters(includePrivateParameters: true);
        return new[] { numbers.D!, numbers.P!, numbers.Q! }
            .SelectMany(number => new[] { Convert.ToBase64String(number)[..60], Convert.ToHexString(number)[..60] })
            .Append(secret.Substring(secret.Length / 2, 60));
    }
}
