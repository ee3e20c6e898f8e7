using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Severa.CalendarSync.Web.Accounts;
using Severa.CalendarSync.Web.Tests.Faults;

namespace Severa.CalendarSync.Web.Tests.SecondFactor;

/// <summary>An organisation that demands the second factor, as in Production, on a clock that can be set forward.</summary>
public sealed partial class SecondFactorApp : AppFactory
{
    public const string Page = "/profile/second-factor";

    private int _people;

    public SecondFactorApp() => Settings["Accounts:SecondFactor"] = "Required";

    internal FaultTime Time { get; } = new();

    /// <summary>A new person with the password of everybody; his address.</summary>
    public async Task<string> NewPersonAsync(params string[] roles)
    {
        StartServer();
        var email = $"person{Interlocked.Increment(ref _people)}@contoso.test";
        await using var scope = Services.CreateAsyncScope();
        var made = await scope.ServiceProvider.GetRequiredService<AccountCreation>().CreateAsync(new NewAccount("Some Body", email, roles) { Password = Password });
        Assert.True(made.Result.Succeeded);
        return email;
    }

    /// <summary>A new person who has set up his second factor; his session, app and recovery codes.</summary>
    internal async Task<Enrolled> EnrolAsync(params string[] roles)
    {
        var email = await NewPersonAsync(roles);
        var visitor = Visit();
        using var first = await visitor.SignInAsync(email, Password);
        using var started = await visitor.SendAsync(Page, "Start");
        var phone = new AuthenticatorApp(Key().Match(await visitor.ReadAsync(Page)).Groups["text"].Value);
        var code = phone.Code();
        using var on = await visitor.SendAsync(Page, "On", ("Input.Code", code));
        Assert.Equal(HttpStatusCode.Redirect, on.StatusCode);
        var codes = Codes().Match(await visitor.ReadAsync(Page)).Groups["text"].Value.Split(' ');
        return new Enrolled(email, visitor, phone, code, codes);
    }

    /// <summary>Somebody who typed the right password and is asked for the code.</summary>
    public async Task<Visitor> HalfAsync(string email, string password = Password)
    {
        var visitor = Visit();
        using var answer = await visitor.SignInAsync(email, password);
        Assert.StartsWith("/sign-in-code", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        return visitor;
    }

    /// <summary>Whether the code opened a session.</summary>
    public static async Task<bool> TryAsync(Visitor visitor, string code)
    {
        using var answer = await visitor.SendAsync("/sign-in-code", null, ("Input.Code", code));
        using var profile = await visitor.GetAsync("/profile");
        Assert.Equal(answer.StatusCode == HttpStatusCode.Redirect, profile.StatusCode == HttpStatusCode.OK);
        return profile.StatusCode == HttpStatusCode.OK;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton<TimeProvider>(Time));
    }

    [GeneratedRegex("id=\"authenticator-key\">(?<text>[^<]+)<", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("id=\"recovery-codes\">(?<text>[^<]+)<", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Codes();

    internal sealed record Enrolled(string Email, Visitor Visitor, AuthenticatorApp Phone, string UsedCode, IReadOnlyList<string> Codes) : IDisposable
    {
        public void Dispose() => Visitor.Dispose();
    }
}
