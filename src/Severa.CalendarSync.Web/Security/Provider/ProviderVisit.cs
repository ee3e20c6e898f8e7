using System.Globalization;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Severa.CalendarSync.Web.Security.Provider;

/// <summary>Why somebody is sent to the provider. What he brings back counts for that and nothing else.</summary>
public enum ProviderPurpose
{
    SignIn,
    Invitation,
    Link,
    Confirm,
}

/// <summary>The way to the provider and back: a redirect with state, nonce and PKCE there, a cookie of five minutes back.</summary>
public sealed partial class ProviderVisit(
    IHttpContextAccessor http, IOptions<ProviderOptions> options, IOptionsMonitor<OpenIdConnectOptions> protocol, TimeProvider time, ILogger<ProviderVisit> log)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private const string Purpose = "purpose";
    private const string Started = "started";

    /// <summary>The clocks of two servers are never quite the same.</summary>
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    private HttpContext Http => http.HttpContext!;

    public bool IsPossible => options.Value.IsConfigured;

    /// <summary>What people call the provider.</summary>
    public string Name => options.Value.IsConfigured ? options.Value.Name : "";

    /// <param name="purpose">Why.</param>
    /// <param name="back">A page of ours.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IActionResult> GoAsync(ProviderPurpose purpose, string back, CancellationToken cancellationToken) =>
        await ConfigurationAsync(cancellationToken) is null
            ? new LocalRedirectResult(ProviderSetup.FailedPath)
            : new ChallengeResult(ProviderSetup.Scheme, Properties(purpose, back));

    /// <summary>Whether the provider ends its own session when it is asked to.</summary>
    public async Task<bool> CanEndSessionAsync(CancellationToken cancellationToken) =>
        (await ConfigurationAsync(cancellationToken))?.EndSessionEndpoint is { Length: > 0 };

    private OpenIdConnectChallengeProperties Properties(ProviderPurpose purpose, string back)
    {
        var properties = new OpenIdConnectChallengeProperties { RedirectUri = back };
        properties.Items[Purpose] = purpose.ToString();
        properties.Items[Started] = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        if (purpose == ProviderPurpose.Confirm)
        {
            // An open session there is no more than the open one here.
            properties.Prompt = "login";
            properties.MaxAge = TimeSpan.Zero;
        }

        return properties;
    }

    /// <summary>Null: the provider does not answer, or may not be called. Asked before anybody is sent there.</summary>
    private async Task<OpenIdConnectConfiguration?> ConfigurationAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await protocol.Get(ProviderSetup.Scheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        }
        catch (InvalidOperationException problem)
        {
            LogNotReached(log, (problem.InnerException ?? problem).GetType().Name);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The provider of sign-ins cannot be asked for its configuration: {Problem}")]
    private static partial void LogNotReached(ILogger log, string problem);

    /// <summary>Who came back, if he was sent for this; he stays readable until <see cref="EndAsync"/>.</summary>
    public async Task<ProviderIdentity?> FindAsync(ProviderPurpose purpose)
    {
        if (!IsPossible)
        {
            return null;
        }

        var back = await Http.AuthenticateAsync(ProviderIdentity.Scheme);
        return back.Properties?.Items.TryGetValue(Purpose, out var sentFor) == true && sentFor == purpose.ToString() && IsFresh(purpose, back)
            ? ProviderIdentity.Read(back.Principal)
            : null;
    }

    public Task EndAsync() => Http.SignOutAsync(ProviderIdentity.Scheme);

    /// <summary>Whoever confirms has typed his password after he was asked to.</summary>
    private static bool IsFresh(ProviderPurpose purpose, AuthenticateResult back) =>
        purpose != ProviderPurpose.Confirm
        || (ProviderIdentity.Read(back.Principal)?.SignedInAt is { } at
            && back.Properties!.Items.TryGetValue(Started, out var text)
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var started)
            && at >= DateTimeOffset.FromUnixTimeSeconds(started) - Skew);
}
