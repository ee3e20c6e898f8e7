using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Severa.CalendarSync.Connectors.Http;

namespace Severa.CalendarSync.Web.Security.Provider;

/// <summary>OpenID Connect by ASP.NET Core's handler: authorization code with PKCE, state and nonce, requests by our rules.</summary>
internal static partial class ProviderSetup
{
    public const string Scheme = "Provider";

    public const string CallbackPath = "/sign-in-provider/answer";
    /// <summary>Where people read that it did not work.</summary>
    public const string FailedPath = "/sign-in?provider=failed";

    private const string SignedOutPath = "/sign-out-provider/answer";

    public static IServiceCollection AddProvider(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        var section = configuration.GetSection(ProviderOptions.Section);
        services.Configure<ProviderOptions>(section);
        services.AddScoped<ProviderVisit>().AddScoped<ProviderLogins>().AddScoped<ProviderSignIn>().AddScoped<ProviderConfirmation>();
        if (!string.IsNullOrWhiteSpace(section[nameof(ProviderOptions.Authority)]))
        {
            services.AddAuthentication().AddOpenIdConnect(Scheme, _ => { });
            services.AddOptions<OpenIdConnectOptions>(Scheme).Configure<IOptions<ProviderOptions>, IOptions<NetworkOptions>>(
                (options, provider, network) => Configure(options, provider.Value, network.Value, environment.IsDevelopment()));
        }

        return services;
    }

    private static void Configure(OpenIdConnectOptions options, ProviderOptions provider, NetworkOptions network, bool isDevelopment)
    {
        options.Authority = provider.Authority;
        options.ClientId = provider.ClientId;
        options.ClientSecret = provider.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;

        // The answer comes as a link, so that our cookies need not travel with forms of other sites.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.Scope.Clear();
        foreach (var scope in new[] { "openid", "profile", "email" })
        {
            options.Scope.Add(scope);
        }

        options.MapInboundClaims = false;
        options.SaveTokens = false;
        options.SignInScheme = ProviderIdentity.Scheme;
        options.CallbackPath = CallbackPath;
        options.SignedOutCallbackPath = SignedOutPath;

        // The rules for outgoing requests let http through to this machine only, and only where there is a sandbox.
        options.RequireHttpsMetadata = !isDevelopment;
        options.BackchannelHttpHandler = OutgoingRequests.NewHandler(network);
        options.BackchannelTimeout = TimeSpan.FromSeconds(15);
        Protect(options.CorrelationCookie, "calendarsync-state.", !isDevelopment);
        Protect(options.NonceCookie, "calendarsync-nonce.", !isDevelopment);
        options.Events = new OpenIdConnectEvents
        {
            OnTokenValidated = context => KeepLittle(context, provider),
            OnRedirectToIdentityProviderForSignOut = context =>
            {
                context.ProtocolMessage.ClientId = provider.ClientId;
                return Task.CompletedTask;
            },
            OnRemoteFailure = TellFailure,
        };
    }

    private static void Protect(CookieBuilder cookie, string name, bool isSecure)
    {
        cookie.Name = (isSecure ? "__Host-" : "") + name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }

    /// <summary>The token was judged; what is needed of it goes on, the rest is forgotten.</summary>
    private static Task KeepLittle(TokenValidatedContext context, ProviderOptions provider)
    {
        if (ProviderIdentity.Of(context.SecurityToken.Issuer, context.Principal!, provider) is { } identity)
        {
            context.Principal = identity.ToPrincipal();
        }
        else
        {
            context.Fail("The token names nobody who can be remembered.");
        }

        return Task.CompletedTask;
    }

    /// <summary>People read that it did not work; operators read the kind of the problem, never the words of the provider.</summary>
    private static Task TellFailure(RemoteFailureContext context)
    {
        var log = context.HttpContext.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProviderSetup));
        LogFailure(log, (context.Failure?.InnerException ?? context.Failure)?.GetType().Name ?? "unknown");
        context.Response.Redirect(FailedPath);
        context.HandleResponse();
        return Task.CompletedTask;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in by the provider failed: {Problem}")]
    private static partial void LogFailure(ILogger log, string problem);
}
