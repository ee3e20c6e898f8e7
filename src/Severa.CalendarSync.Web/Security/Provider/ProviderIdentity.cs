using System.Globalization;
using System.Security.Claims;

namespace Severa.CalendarSync.Web.Security.Provider;

/// <summary>Who the provider says is in front of the browser, from a token that was judged.</summary>
/// <param name="Issuer">Whose word it is. With the subject it is the only thing an account is known by.</param>
/// <param name="Subject">The person at that issuer, for ever.</param>
/// <param name="Name">What to call him on a page, for him to see whether it is he.</param>
/// <param name="Mailbox">The mailbox, where the provider says that it verified it; null otherwise (R23).</param>
/// <param name="HasSecondFactor">The provider asked for one.</param>
/// <param name="SignedInAt">When he typed his password there; null where the provider does not tell.</param>
public sealed record ProviderIdentity(string Issuer, string Subject, string Name, string? Mailbox, bool HasSecondFactor, DateTimeOffset? SignedInAt)
{
    public const string Scheme = "Identity.External";

    /// <summary>Column lengths of the logins; OpenID Connect allows subjects no more either.</summary>
    private const int MaxIssuer = 128;
    private const int MaxSubject = 255;

    /// <summary>RFC 8176: several factors were used.</summary>
    private const string SeveralFactors = "mfa";

    /// <summary>Null where the token names nobody who could be remembered.</summary>
    public static ProviderIdentity? Of(string issuer, ClaimsPrincipal token, ProviderOptions options)
    {
        var subject = token.FindFirstValue("sub");
        if (issuer.Length is 0 or > MaxIssuer || subject is not { Length: > 0 and <= MaxSubject })
        {
            return null;
        }

        var mailbox = token.FindFirstValue(options.MailboxClaim);
        return new ProviderIdentity(
            issuer,
            subject,
            token.FindFirstValue("name") ?? token.FindFirstValue("preferred_username") ?? mailbox ?? subject,
            IsTrue(token.FindFirstValue(options.MailboxVerifiedClaim)) ? mailbox : null,
            options.TrustsSecondFactor || token.FindAll("amr").Any(method => method.Value == SeveralFactors),
            long.TryParse(token.FindFirstValue("auth_time"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);
    }

    /// <summary>What the cookie between the provider's answer and our page carries, and nothing else of the token.</summary>
    public ClaimsPrincipal ToPrincipal()
    {
        var claims = new List<Claim> { new(nameof(Issuer), Issuer), new(nameof(Subject), Subject), new(nameof(Name), Name) };
        if (Mailbox is not null)
        {
            claims.Add(new Claim(nameof(Mailbox), Mailbox));
        }

        if (HasSecondFactor)
        {
            claims.Add(new Claim(nameof(HasSecondFactor), "true"));
        }

        if (SignedInAt is { } at)
        {
            claims.Add(new Claim(nameof(SignedInAt), at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        }

        return new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme));
    }

    public static ProviderIdentity? Read(ClaimsPrincipal? principal) =>
        principal?.FindFirstValue(nameof(Issuer)) is { } issuer && principal.FindFirstValue(nameof(Subject)) is { } subject
            ? new ProviderIdentity(
                issuer,
                subject,
                principal.FindFirstValue(nameof(Name)) ?? "",
                principal.FindFirstValue(nameof(Mailbox)),
                principal.HasClaim(claim => claim.Type == nameof(HasSecondFactor)),
                principal.FindFirstValue(nameof(SignedInAt)) is { } at ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(at, CultureInfo.InvariantCulture)) : null)
            : null;

    /// <summary>Providers write it as true, "true" or 1.</summary>
    private static bool IsTrue(string? claim) => claim is "1" || (bool.TryParse(claim, out var value) && value);
}
