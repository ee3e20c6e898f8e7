using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Tests.Faults;

namespace Severa.CalendarSync.Web.Tests.Provider;

/// <summary>An organisation with a provider of sign-ins, which demands second factors of administrators.</summary>
public sealed class ProviderApp : AppFactory, IAsyncLifetime
{
    private readonly HttpClient _browser = new(new HttpClientHandler { AllowAutoRedirect = false });
    private int _people;

    internal TestProvider Provider { get; } = new();

    internal FaultTime Time { get; } = new();

    public async Task InitializeAsync()
    {
        await Provider.StartAsync();
        Settings["Accounts:SecondFactor"] = "Required";
        Settings["OpenIdConnect:Authority"] = Provider.Issuer;
        Settings["OpenIdConnect:ClientId"] = TestProvider.ClientId;
        Settings["OpenIdConnect:ClientSecret"] = TestProvider.ClientSecret;
        Settings["OpenIdConnect:DisplayName"] = "Contoso ID";
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        await Provider.DisposeAsync();
        _browser.Dispose();
    }

    /// <summary>A person without password, and the path of his invitation.</summary>
    public async Task<(string Email, string Path)> InviteAsync(params string[] roles)
    {
        StartServer();
        var email = $"invited{Interlocked.Increment(ref _people)}@contoso.test";
        await using var scope = Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<AccountCreation>().CreateAsync(new NewAccount("Invited", email, roles));
        Assert.True(made.Result.Succeeded);
        var link = await scope.ServiceProvider.GetRequiredService<AccountLinks>().IssueAsync(made.Account.Id, CancellationToken.None);
        return (email, $"/invitation?code={Uri.EscapeDataString(link)}");
    }

    /// <summary>A new person who is linked to somebody at the provider, by his invitation; his open session.</summary>
    internal async Task<(string Email, Visitor Visitor)> LinkedAsync(ProviderPerson person, params string[] roles)
    {
        var (email, path) = await InviteAsync(roles);
        var visitor = Visit();
        await GoAsync(visitor, path + "&handler=Provider", person);
        using var accepted = await visitor.PostAsync(path + "&handler=Provider", path);
        Assert.Equal("/profile", accepted.Headers.Location!.ToString());
        return (email, visitor);
    }

    /// <summary>From a page of ours to the provider and back; where the visitor arrives.</summary>
    internal async Task<string> GoAsync(Visitor visitor, string start, ProviderPerson person) =>
        await ArriveAsync(visitor, await AskAsync(visitor, start, person));

    /// <summary>As far as the provider's answer, which is not followed yet.</summary>
    internal async Task<Uri> AskAsync(Visitor visitor, string start, ProviderPerson person)
    {
        Provider.Person = person;
        using var away = await visitor.GetAsync(start);
        Assert.Equal(HttpStatusCode.Redirect, away.StatusCode);
        using var answer = await _browser.GetAsync(away.Headers.Location);
        return answer.Headers.Location!;
    }

    internal static async Task<string> ArriveAsync(Visitor visitor, Uri answer)
    {
        using var arrived = await visitor.GetAsync(answer.PathAndQuery);
        return arrived.Headers.Location?.ToString() ?? $"{(int)arrived.StatusCode}";
    }

    /// <summary>A whole sign-in; where the visitor ends.</summary>
    internal async Task<string> SignInAsync(Visitor visitor, ProviderPerson person)
    {
        var arrived = await GoAsync(visitor, "/sign-in-provider?returnUrl=%2Fprofile", person);
        if (!arrived.StartsWith("/sign-in-provider", StringComparison.Ordinal))
        {
            return arrived;
        }

        using var end = await visitor.GetAsync(arrived);
        return end.Headers.Location!.ToString();
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
    }
}
