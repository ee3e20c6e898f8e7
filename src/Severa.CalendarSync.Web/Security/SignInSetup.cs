using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Severa.CalendarSync.Data;
using Severa.CalendarSync.Data.Entities;
using Severa.CalendarSync.Web.Security.Provider;
using Severa.CalendarSync.Web.Security.SecondFactor;
using Severa.CalendarSync.Web.Security.Sessions;

namespace Severa.CalendarSync.Web.Security;

/// <summary>Accounts, passwords, cookies.</summary>
internal static class SignInSetup
{
    /// <summary>Of PBKDF2 with HMAC-SHA-512: what OWASP asks for. Hashes of fewer rounds are renewed at the next sign-in.</summary>
    internal const int HashRounds = 210_000;

    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services
            .AddIdentityCore<Account>(Configure)
            .AddRoles<IdentityRole<Guid>>()
            .AddEntityFrameworkStores<SyncDbContext>()
            .AddSignInManager()
            .AddClaimsPrincipalFactory<AccountClaims>()
            .AddPasswordValidator<PasswordRules>()
            .AddUserConfirmation<ActiveAccounts>()
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = HashRounds);
        services.AddScoped<PasswordSignIn>();
        services.AddScoped<Confirmation>();
        services.AddSecondFactor(configuration, environment);
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = SessionCookie.ValidatedEvery);
        services.AddSessions();
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme)
            .AddCookie(PendingSignIn.Scheme)
            .AddCookie(ProviderIdentity.Scheme);
        services.AddProvider(configuration, environment);
        services.AddCookies(isSecure: !environment.IsDevelopment());
        return services;
    }

    private static void Configure(IdentityOptions options)
    {
        options.SignIn.RequireConfirmedAccount = true;
        options.User.RequireUniqueEmail = true;

        // User names are addresses; their form is checked where they are typed.
        options.User.AllowedUserNameCharacters = "";
        // PasswordRules decides, in the reader's language.
        options.Password.RequiredLength = 1;
        options.Password.RequiredUniqueChars = 0;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
        options.Lockout.AllowedForNewUsers = true;
        options.Lockout.MaxFailedAccessAttempts = 5;
        options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
    }

    /// <summary>Development speaks http, where browsers refuse the <c>__Host-</c> prefix.</summary>
    private static void AddCookies(this IServiceCollection services, bool isSecure)
    {
        var prefix = isSecure ? "__Host-" : "";
        services.ConfigureApplicationCookie(options =>
        {
            Protect(options.Cookie, prefix + "calendarsync", isSecure);
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "returnUrl";

            // The session ends earlier (AccountSessionOptions); this is only how long the browser keeps its name.
            options.ExpireTimeSpan = TimeSpan.FromHours(24);
            options.Events.OnSigningIn = SessionCookie.StartAsync;
            options.Events.OnValidatePrincipal = SessionCookie.ValidateAsync;
            options.Events.OnRedirectToLogin = SessionCookie.AskToSignIn;
            options.Events.OnRedirectToAccessDenied = Refusals.Forbid;
        });
        services.AddShortCookie(PendingSignIn.Scheme, prefix + "calendarsync-half", PendingSignIn.Lifetime, isSecure);
        services.AddShortCookie(ProviderIdentity.Scheme, prefix + "calendarsync-provider", ProviderVisit.Lifetime, isSecure);
        services.AddAntiforgery(options =>
        {
            options.SuppressXFrameOptionsHeader = true;
            Protect(options.Cookie, prefix + "calendarsync-form", isSecure);
        });
        services.Configure<CookieTempDataProviderOptions>(options => Protect(options.Cookie, prefix + "calendarsync-message", isSecure));
    }

    /// <summary>For the steps of a sign-in: never longer than it is meant to last.</summary>
    private static void AddShortCookie(this IServiceCollection services, string scheme, string name, TimeSpan lifetime, bool isSecure) =>
        services.Configure<CookieAuthenticationOptions>(scheme, options =>
        {
            Protect(options.Cookie, name, isSecure);
            options.ExpireTimeSpan = lifetime;
            options.SlidingExpiration = false;
        });

    private static void Protect(CookieBuilder cookie, string name, bool isSecure)
    {
        cookie.Name = name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = isSecure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
    }
}
